/* expect: leaked-task — from the catalog page */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    struct job job;
    for (;;) { chan_recv(jobs, &job); process(ctx, &job); }
}
