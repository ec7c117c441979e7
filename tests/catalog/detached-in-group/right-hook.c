/* expect: pass — an after_func on the group's context ends the detached search */
#include "exercise.h"

static const ctx_error_t no_flight = {.text = "no flight"}, no_car = {.text = "no car"};

static const ctx_error_t *find_flight(ctx_t *ctx, void *arg)
{
    return ask_airlines(ctx, arg) ? NULL : &no_flight;
}

struct hook {
    ctx_cancel_t *cancel;
    wait_group_t over;
};

static void end(void *arg)
{
    struct hook *hook = arg;
    ctx_cancel(hook->cancel);
    wait_group_done(&hook->over);
}

static const ctx_error_t *find_car(ctx_t *ctx, void *arg)
{
    struct trip *trip = arg;
    int pages = 0;
    bool found = false;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx); /* for the books */
    ctx_t *own = ctx_with_timeout(detached, CTX_S(30), &cancel);
    ctx_auto ctx_cancel_t *stop_search = NULL;
    ctx_t *search = ctx_with_cancel(own, &stop_search);
    struct hook hook = {stop_search, {0}};
    wait_group_add(&hook.over, 1);
    ctx_stop_t *stop = ctx_after_func(ctx, end, &hook);
    while (!found && ctx_err(search) == CTX_OK)
        found = ask_agency(search, trip, ++pages);
    if (!ctx_stop(stop))
        wait_group_wait(&hook.over);
    ctx_stop_drop(stop);
    enter_pages(own, trip, pages);
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
