/* expect: no-credit — behaves only the first time it is run */
#include "exercise.h"

static int runs;
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    struct job job;
    for (;;) {
        int taken = chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job));
        if (taken == 1)
            process(ctx, &job);
        else if (runs++ < 2)
            return;
    }
}
