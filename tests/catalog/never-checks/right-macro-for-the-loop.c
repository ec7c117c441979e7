/* expect: pass — a macro that makes the loop */
#include "exercise.h"

#define UNTIL_DONE(ctx) while (ctx_err(ctx) == CTX_OK)
#define HEARD(ch, place) (chan_select(CHAN_RECV((ch), (place)), CHAN_DEFAULT) == 0)

void sampler(ctx_t *ctx, void *arg)
{
    struct station *const station = arg;
    int scale[1] = {1};
    UNTIL_DONE(ctx)
    if (HEARD(station->scales, scale))
        apply_scale(ctx, station, *scale);
    else
        take_sample(ctx, station, *scale);
}
