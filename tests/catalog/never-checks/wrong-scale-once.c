/* expect: missing-work — the scale is looked at once, before the first sample */
#include "exercise.h"

void sampler(ctx_t *ctx, void *arg)
{
    struct station *station = arg;
    int scale = 1;
    if (chan_select(CHAN_RECV(station->scales, &scale), CHAN_DEFAULT) == 0)
        apply_scale(ctx, station, scale);
    while (ctx_err(ctx) == CTX_OK)
        take_sample(ctx, station, scale);
}
