/* expect: pass — a task outside the group books, detached and bounded */
#include <stdlib.h>

#include "exercise.h"

static const ctx_error_t no_flight = {.text = "no flight"}, no_car = {.text = "no car"};

struct entry {
    struct trip *trip;
    int pages;
};

static void book(ctx_t *detached, void *arg)
{
    struct entry *entry = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    enter_pages(ctx_with_timeout(detached, CTX_S(5), &cancel), entry->trip, entry->pages);
}

static const ctx_error_t *find_flight(ctx_t *ctx, void *arg)
{
    return ask_airlines(ctx, arg) ? NULL : &no_flight;
}

static const ctx_error_t *find_car(ctx_t *ctx, void *arg)
{
    struct entry *entry = calloc(1, sizeof *entry);
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    bool found = false;
    entry->trip = arg;
    do
        found = ask_agency(ctx, arg, ++entry->pages);
    while (!found && ctx_err(ctx) == CTX_OK);
    (void)task_go_owned(detached, book, entry, free);
    return found ? NULL : &no_car;
}

const ctx_error_t *search_trip(ctx_t *request, struct trip *trip)
{
    ctx_auto_group ctx_group_t *group = NULL;
    (void)ctx_with_group(request, &group);
    ctx_group_go(group, find_flight, trip);
    ctx_group_go(group, find_car, trip);
    return ctx_group_wait(group);
}
