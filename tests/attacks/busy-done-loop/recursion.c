/* expect: no-credit — a recursion without end */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    worker(ctx, jobs);
    worker(ctx, jobs);
}
