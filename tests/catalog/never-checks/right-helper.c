/* expect: pass — a function that looks, and samples only while the watch lasts */
/* The watch that never ends
 *
 * A weather station is sampled for as long as its watch lasts; an operator may change the scale meanwhile. Watches end on
 * time according to the plan, but the number of samples an hour grows with every watch that was ever begun.
 *
 * Make: when a watch is over its sampler goes home, at most three samples later; until then it samples without a pause.
 */
#include "exercise.h"

/* One round; false when the watch is over. */
static bool watch_once(ctx_t *ctx, struct station *station, int *scale)
{
    int arm = chan_select(CHAN_DONE(ctx), CHAN_RECV(station->scales, scale), CHAN_DEFAULT);
    if (arm == 1)
        apply_scale(ctx, station, *scale);
    else if (arm < 0)
        take_sample(ctx, station, *scale);
    return arm != 0;
}

void sampler(ctx_t *ctx, void *arg)
{
    struct station *station = arg;
    int scale = 1;
    while (watch_once(ctx, station, &scale))
        ;
}
