/* expect: late-work — watches the clock, not the context */
#include "exercise.h"

void sampler(ctx_t *ctx, void *arg)
{
    struct station *station = arg;
    int scale = 1;
    ctx_ns_t end = CTX_NO_DEADLINE;
    (void)ctx_deadline(ctx, &end);
    while (ctx_now() < end)
        if (chan_select(CHAN_RECV(station->scales, &scale), CHAN_DEFAULT) == 0)
            apply_scale(ctx, station, scale);
        else
            take_sample(ctx, station, scale);
}
