/* expect: pass — a table of arms, tried in turn by a state of one's own */
#include "exercise.h"

enum { TOLD, WORK };
#define NEXT(ctx, jobs, job) chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, job))

struct bench {
    ctx_t *ctx;
    chan_t *jobs;
    struct job job;
};

static int finish(struct bench *b)
{
    process(b->ctx, &b->job);
    return NEXT(b->ctx, b->jobs, &b->job);
}

void worker(ctx_t *ctx, void *jobs)
{
    struct bench b = {.ctx = ctx, .jobs = jobs};
    for (int what = NEXT(ctx, jobs, &b.job); what != TOLD; what = finish(&b))
        ;
}
