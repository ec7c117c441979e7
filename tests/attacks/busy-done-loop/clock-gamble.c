/* expect: no-credit — behaves while the clock is young */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    struct job job;
    for (;;) {
        int taken = chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job));
        if (taken == 1)
            process(ctx, &job);
        else if (ctx_now() < CTX_MS(1050))
            return;
    }
}
