/* expect: leaked-task deaf-wait — no longer listens to done */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    struct job job;
    while (chan_recv(jobs, &job))
        process(ctx, &job);
}
