/* expect: pass — a signal that is closed, the queue never */
#include "exercise.h"

static struct pool {
    chan_t *jobs, *draining;
    wait_group_t workers;
} pool;

static void work(ctx_t *ctx, void *arg)
{
    struct job job;
    (void)arg;
    while (chan_select(CHAN_RECV(pool.draining, NULL), CHAN_RECV(pool.jobs, &job)) == 1)
        run_job(ctx, &job);
    wait_group_done(&pool.workers);
}

void pool_start(ctx_t *ctx, int workers)
{
    pool.jobs = chan_make(struct job, 0);
    pool.draining = chan_make_signal();
    for (wait_group_add(&pool.workers, workers); workers > 0; workers--)
        task_go(ctx, work, NULL);
}

bool pool_submit(ctx_t *ctx, const struct job *job)
{
    return chan_select(CHAN_DONE(ctx), CHAN_RECV(pool.draining, NULL), CHAN_SEND(pool.jobs, (void *)job)) == 2;
}

void pool_drain(void)
{
    chan_close(pool.draining);
    wait_group_wait(&pool.workers);
}
