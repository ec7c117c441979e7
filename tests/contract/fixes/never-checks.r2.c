/* expect: pass — from the catalog page */
#include "exercise.h"

void sampler(ctx_t *ctx, void *arg)
{
    struct station *s = arg;
    int scale = 1;
again:
    switch (chan_select(CHAN_DEFAULT, CHAN_DONE(ctx), CHAN_RECV(s->scales, &scale))) {
    case 1: return;
    case 2: apply_scale(ctx, s, scale); break;
    default: take_sample(ctx, s, scale);
    }
    goto again;
}
