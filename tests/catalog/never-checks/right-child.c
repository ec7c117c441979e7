/* expect: pass — asks a child of its own, which ends with what is above it */
#include "exercise.h"

void sampler(ctx_t *ctx, void *arg)
{
    struct station *station = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *mine = ctx_with_cancel(ctx, &cancel);
    int scale = 1;
    while (ctx_err(mine) == CTX_OK)
        if (chan_select(CHAN_RECV(station->scales, &scale), CHAN_DEFAULT) == 0)
            apply_scale(mine, station, scale);
        else
            take_sample(mine, station, scale);
}
