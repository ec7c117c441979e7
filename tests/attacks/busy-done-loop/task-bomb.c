/* expect: no-credit — starts tasks without end */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    for (;;)
        task_go(ctx, worker, jobs);
}
