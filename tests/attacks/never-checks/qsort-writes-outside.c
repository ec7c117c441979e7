/* expect: use-after-release — sorts the C library's memory */
#include <stdio.h>
#include <stdlib.h>
#include "exercise.h"

static int same(const void *a, const void *b) { (void)a, (void)b; return 0; }


void sampler(ctx_t *ctx, void *arg)
{
    qsort((void *)stdout, 8, 4, same);
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
