/* expect: pass — draining is a context of the pool's own */
#include "exercise.h"

static struct pool {
    ctx_t *open; /* ends when the pool drains */
    ctx_cancel_t *drain;
    chan_t *jobs;
    wait_group_t workers;
} pool;

static void work(ctx_t *ctx, void *arg)
{
    struct job job;
    (void)arg;
    while (chan_recv_ctx(pool.open, pool.jobs, &job, NULL) == CTX_OK)
        run_job(ctx, &job);
    wait_group_done(&pool.workers);
}

void pool_start(ctx_t *ctx, int workers)
{
    pool.jobs = chan_make(struct job, 0);
    pool.open = ctx_keep(ctx_with_cancel(ctx, &pool.drain));
    wait_group_add(&pool.workers, workers);
    for (int i = 0; i < workers; i++)
        task_go(ctx, work, NULL);
}

bool pool_submit(ctx_t *ctx, const struct job *job)
{
    return chan_select(CHAN_DONE(ctx), CHAN_DONE(pool.open), CHAN_SEND(pool.jobs, (void *)job)) == 2;
}

void pool_drain(void)
{
    ctx_release(pool.drain);
    wait_group_wait(&pool.workers);
}
