/* expect: pass — from the catalog page */
/* The watch that never ends
 *
 * A weather station is sampled for as long as its watch lasts; an operator may change the scale meanwhile. Watches end on
 * time according to the plan, but the number of samples an hour grows with every watch that was ever begun.
 *
 * Make: when a watch is over its sampler goes home, at most three samples later; until then it samples without a pause.
 */
#include "exercise.h"

void sampler(ctx_t *ctx, void *arg)
{
    struct station *station = arg;
    int scale = 1;
    while (ctx_err(ctx) == CTX_OK) {
        switch (chan_select(CHAN_RECV(station->scales, &scale), CHAN_DEFAULT)) {
        case 0: /* the operator has chosen another scale */
            apply_scale(ctx, station, scale);
            break;
        default:
            take_sample(ctx, station, scale);
        }
    }
}
