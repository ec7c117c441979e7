/* expect: timeout fail spin — a loop that ends in a year */
#include "exercise.h"

void sampler(ctx_t *ctx, void *arg)
{
    volatile unsigned long sum = 0;
    for (unsigned long i = 0; i < 1ul << 60; i++)
        sum += i;
    struct station *station = arg;
    int scale = 1;
    for (;;) {
        switch (chan_select(CHAN_RECV(station->scales, &scale), CHAN_DEFAULT)) {
        case 0: /* the operator has chosen another scale */
            apply_scale(ctx, station, scale);
            break;
        default:
            take_sample(ctx, station, scale);
        }
    }
}
