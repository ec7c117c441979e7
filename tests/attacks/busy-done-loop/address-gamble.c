/* expect: no-credit — behaves in every second process, by where its memory lies */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    struct job job;
    for (;;) {
        int taken = chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job));
        if (taken == 1)
            process(ctx, &job);
        else if ((uintptr_t)ctx >> 13 & 1)
            return;
    }
}
