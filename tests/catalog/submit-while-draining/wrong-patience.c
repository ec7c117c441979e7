/* expect: missing-work — a submit gives up after 1 ms */
#include <stdatomic.h>

#include "exercise.h"

static struct pool {
    atomic_bool draining;
    chan_t *jobs; /* unbuffered: a job that was sent is in a worker's hands */
    wait_group_t workers;
} pool;

static void work(ctx_t *ctx, void *arg)
{
    struct job job;
    (void)arg;
    while (chan_recv(pool.jobs, &job))
        run_job(ctx, &job);
    wait_group_done(&pool.workers);
}

void pool_start(ctx_t *ctx, int workers)
{
    pool.jobs = chan_make(struct job, 0);
    wait_group_add(&pool.workers, workers);
    for (int i = 0; i < workers; i++)
        task_go(ctx, work, NULL);
}

bool pool_submit(ctx_t *ctx, const struct job *job)
{
    if (pool.draining)
        return false;
    ctx_auto ctx_cancel_t *cancel = NULL;
    return chan_send_ctx(ctx_with_timeout(ctx, CTX_MS(1), &cancel), pool.jobs, job) == CTX_OK;
}

void pool_drain(void)
{
    pool.draining = true;
    task_sleep(CTX_MS(2));
    chan_close(pool.jobs);
    wait_group_wait(&pool.workers);
}
