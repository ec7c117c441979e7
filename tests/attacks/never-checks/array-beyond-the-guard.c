/* expect: crash — an array of its own choosing, larger than the stack: it would end in another task's */
#include "exercise.h"

void sampler(ctx_t *ctx, void *arg)
{
    int n = 1 << (20 + (arg == NULL));
    volatile char room[n];
    room[0] = room[n - 1] = 1;
    struct station *station = arg;
    int scale = 1;
    for (;;) {
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(station->scales, &scale), CHAN_DEFAULT)) {
        case 0: /* a context tells; only who asks hears of it */
            return;
        case 1: /* the operator has chosen another scale */
            apply_scale(ctx, station, scale);
            break;
        default:
            take_sample(ctx, station, scale);
        }
    }
}
