/* expect: pass — the receive that knows its context, in the head of the loop */
#include "exercise.h"

static bool next_job(ctx_t *ctx, chan_t *jobs, struct job *job)
{
    bool open = true;
    return chan_recv_ctx(ctx, jobs, job, &open) == CTX_OK && open;
}

void worker(ctx_t *ctx, void *jobs)
{
    for (struct job job; next_job(ctx, jobs, &job);)
        process(ctx, &job);
}
