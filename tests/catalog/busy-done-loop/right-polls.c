/* expect: pass — polls, with a rest in between: a select with a default takes a job that waits */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    struct job job;
    for (;;) {
        if (ctx_err(ctx) != CTX_OK)
            return;
        if (chan_select(CHAN_RECV(jobs, &job), CHAN_DEFAULT) == 0)
            process(ctx, &job);
        else
            task_sleep(CTX_US(100));
    }
}
