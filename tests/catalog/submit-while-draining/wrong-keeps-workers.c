/* expect: leaked-task — after the drain the workers wait for the jobs of a next time */
/* The last order
 *
 * Before a new version is rolled out, the old one drains its pool: no more jobs, finish what was accepted, leave. On busy days
 * it does not get that far: it crashes in the middle of the drain.
 *
 * Make: a drain ends with every accepted job done, whoever submits at the same time; who comes too late is told so.
 */
#include "exercise.h"

static struct pool {
    chan_t *draining; /* closed by the drain; `jobs` never is: nobody can close it under a sender's hands */
    chan_t *jobs;     /* unbuffered: a job that was sent is in a worker's hands */
    wait_group_t workers;
} pool;

static void work(ctx_t *ctx, void *arg)
{
    struct job job;
    (void)arg;
    while (chan_select(CHAN_RECV(pool.draining, NULL), CHAN_RECV(pool.jobs, &job)) == 1)
        run_job(ctx, &job);
    wait_group_done(&pool.workers);
    while (chan_recv(pool.jobs, &job)) /* they are kept for the next time */
        run_job(ctx, &job);
}

void pool_start(ctx_t *ctx, int workers)
{
    pool.jobs = chan_make(struct job, 0);
    pool.draining = chan_make_signal();
    wait_group_add(&pool.workers, workers);
    for (int i = 0; i < workers; i++)
        task_go(ctx, work, NULL);
}

bool pool_submit(ctx_t *ctx, const struct job *job)
{
    /* asking and sending in one step */
    return chan_select(CHAN_DONE(ctx), CHAN_RECV(pool.draining, NULL), CHAN_SEND(pool.jobs, job)) == 2;
}

void pool_drain(void)
{
    chan_close(pool.draining);
    wait_group_wait(&pool.workers);
}
