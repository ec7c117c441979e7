/* expect: deaf-wait — counts senders under way, and sends deaf to ctx */
/* The last order
 *
 * Before a new version is rolled out, the old one drains its pool: no more jobs, finish what was accepted, leave. On busy days
 * it does not get that far: it crashes in the middle of the drain.
 *
 * Make: a drain ends with every accepted job done, whoever submits at the same time; who comes too late is told so.
 */
#include <stdatomic.h>

#include "exercise.h"

static struct pool {
    task_mutex_t lock;
    wait_group_t sending;
    bool draining;
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
    task_mutex_lock(&pool.lock);
    bool draining = pool.draining;
    if (!draining)
        wait_group_add(&pool.sending, 1);
    task_mutex_unlock(&pool.lock);
    if (draining)
        return false;
    bool sent = (chan_send(pool.jobs, job), true);
    wait_group_done(&pool.sending);
    return sent;
}

void pool_drain(void)
{
    task_mutex_lock(&pool.lock);
    pool.draining = true;
    task_mutex_unlock(&pool.lock);
    wait_group_wait(&pool.sending);
    chan_close(pool.jobs);
    wait_group_wait(&pool.workers);
}
