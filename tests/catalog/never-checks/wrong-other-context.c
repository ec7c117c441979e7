/* expect: late-work leaked-task — looks, at a context that nobody ends */
#include "exercise.h"

void sampler(ctx_t *ctx, void *arg)
{
    struct station *station = arg;
    ctx_kept ctx_t *mine = ctx_without_cancel(ctx);
    int scale = 1;
    while (ctx_err(mine) == CTX_OK)
        if (chan_select(CHAN_RECV(station->scales, &scale), CHAN_DEFAULT) == 0)
            apply_scale(ctx, station, scale);
        else
            take_sample(ctx, station, scale);
}
