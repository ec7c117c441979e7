/* expect: pass — from the catalog page */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    struct job job;
    while (chan_recv_ctx(ctx, jobs, &job, NULL) == CTX_OK)
        process(ctx, &job);
}
