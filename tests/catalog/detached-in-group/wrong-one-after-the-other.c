/* expect: over-budget — looks for cars when there is a flight */
#include "exercise.h"

static const ctx_error_t no_flight = {.text = "no flight"}, no_car = {.text = "no car"};

static const ctx_error_t *find_flight(ctx_t *ctx, void *arg)
{
    return ask_airlines(ctx, arg) ? NULL : &no_flight;
}

static const ctx_error_t *find_car(ctx_t *ctx, void *arg)
{
    struct trip *trip = arg;
    int pages = 0;
    bool found = false;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx); /* for the books */
    ctx_t *own = ctx_with_timeout(detached, CTX_S(30), &cancel);
    while (!found && ctx_err(own) == CTX_OK)
        found = ask_agency(own, trip, ++pages);
    enter_pages(own, trip, pages);
    return found ? NULL : &no_car;
}

const ctx_error_t *search_trip(ctx_t *request, struct trip *trip)
{
    ctx_auto_group ctx_group_t *group = NULL;
    (void)ctx_with_group(request, &group);
    ctx_group_go(group, find_flight, trip);
    if (ctx_group_wait(group) != NULL)
        return ctx_group_wait(group);
    return find_car(request, trip);
}

#if 0
    return ctx_group_wait(group);
}
#endif
