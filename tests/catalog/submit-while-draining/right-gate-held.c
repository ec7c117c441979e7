/* expect: pass — a gate is held from the question to the end of the send, and waited for no longer than ctx lives */
/* The last order
 *
 * Before a new version is rolled out, the old one drains its pool: no more jobs, finish what was accepted, leave. On busy days
 * it does not get that far: it crashes in the middle of the drain.
 *
 * Make: a drain ends with every accepted job done, whoever submits at the same time; who comes too late is told so.
 */
#include "exercise.h"

static struct pool {
    bool draining;
    chan_t *jobs; /* unbuffered: a job that was sent is in a worker's hands */
    wait_group_t workers;
} pool;
static task_sem_t gate = TASK_SEM(1);

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
    if (task_sem_acquire_ctx(ctx, &gate) != CTX_OK)
        return false;
    bool ok = !pool.draining && chan_send_ctx(ctx, pool.jobs, job) == CTX_OK;
    task_sem_release(&gate);
    return ok;
}

void pool_drain(void)
{
    task_sem_acquire(&gate);
    pool.draining = true;
    chan_close(pool.jobs);
    task_sem_release(&gate);
    wait_group_wait(&pool.workers);
}
