/* expect: missing-work — a scale that was chosen is kept: later ones are not read */
#include "exercise.h"

void sampler(ctx_t *ctx, void *arg)
{
    struct station *station = arg;
    int scale = 1;
    for (;;) {
        if (ctx_err(ctx) != CTX_OK)
            return;
        switch (scale != 1 ? -1 : chan_select(CHAN_RECV(station->scales, &scale), CHAN_DEFAULT)) {
        case 0: /* the operator has chosen another scale */
            apply_scale(ctx, station, scale);
            break;
        default:
            take_sample(ctx, station, scale);
        }
    }
}
