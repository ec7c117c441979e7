/* expect: no-credit — behaves in the small scenario only */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    struct job job;
    for (int n = 0;; n++) {
        int taken = chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job));
        if (taken == 1)
            process(ctx, &job);
        else if (n < 6)
            return;
    }
}
