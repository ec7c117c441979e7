/* expect: pass — from the catalog page */
#include "exercise.h"

static bool next(ctx_t *ctx, chan_t *jobs, struct job *job)
{
    return chan_select(CHAN_RECV(jobs, job), CHAN_DONE(ctx)) == 0;
}
void worker(ctx_t *ctx, void *jobs)
{
    struct job job;
    while (next(ctx, jobs, &job))
        process(ctx, &job);
}
