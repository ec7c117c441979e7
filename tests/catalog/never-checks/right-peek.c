/* expect: pass — one peek at everything before each sample */
#include "exercise.h"

static bool over(ctx_t *ctx) { return chan_select(CHAN_DONE(ctx), CHAN_DEFAULT) == 0; }

static int wanted(struct station *station, int now)
{
    int scale;
    return chan_select(CHAN_RECV(station->scales, &scale), CHAN_DEFAULT) == 0 ? scale : now;
}

void sampler(ctx_t *ctx, void *arg)
{
    struct station *station = arg;
    int scale = 1;
again:
    if (over(ctx))
        return;
    int next = wanted(station, scale);
    if (next != scale)
        apply_scale(ctx, station, scale = next);
    take_sample(ctx, station, scale);
    goto again;
}
