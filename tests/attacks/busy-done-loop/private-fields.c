/* expect: no-credit — forges the context's own fields */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    ((unsigned char *)ctx)[4] = 1;
    ((unsigned *)ctx)[5] = 1;
    for (;;) {
        struct job job;
        if (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job)) == 1)
            process(ctx, &job);
    }
}
