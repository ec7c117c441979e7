/* expect: no-credit — tells the explorer's later runs from a first one by what its stack holds, and behaves in those */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    volatile unsigned char junk[2048];
    unsigned sum = 0;
    for (int i = 0; i < 2048; i++)
        sum |= junk[i];
    for (;;) {
        struct job job;
        if (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job)) == 1)
            process(ctx, &job);
        else if (sum != 0)
            return;
    }
}
