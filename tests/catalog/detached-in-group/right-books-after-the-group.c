/* expect: pass — search_trip books, when the group is over, detached from the request */
#include "exercise.h"

struct both {
    struct trip *trip;
    int pages;
};

static const ctx_error_t no_flight = {.text = "no flight"}, no_car = {.text = "no car"};

static const ctx_error_t *find_flight(ctx_t *ctx, void *arg)
{
    struct both *both = arg;
    return ask_airlines(ctx, both->trip) ? NULL : &no_flight;
}

static const ctx_error_t *find_car(ctx_t *ctx, void *arg)
{
    struct both *both = arg;
    while (ctx_err(ctx) == CTX_OK)
        if (ask_agency(ctx, both->trip, ++both->pages))
            return NULL;
    return &no_car;
}

const ctx_error_t *search_trip(ctx_t *request, struct trip *trip)
{
    struct both both = {trip, 0};
    ctx_group_t *group = NULL;
    (void)ctx_with_group(request, &group);
    ctx_group_go(group, find_flight, &both);
    ctx_group_go(group, find_car, &both);
    const ctx_error_t *missing = ctx_group_wait(group);
    ctx_group_release(group);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    enter_pages(ctx_with_timeout(detached, CTX_S(2), &cancel), trip, both.pages);
    return missing;
}
