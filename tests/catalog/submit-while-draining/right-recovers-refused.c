/* expect: pass — recovers from the panic and answers "refused": nothing accepted is lost, and who came too late is told so */
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

struct attempt {
    ctx_t *ctx;
    const struct job *job;
    bool sent;
};

static void send(void *arg)
{
    struct attempt *a = arg;
    a->sent = chan_send_ctx(a->ctx, pool.jobs, a->job) == CTX_OK;
}

bool pool_submit(ctx_t *ctx, const struct job *job)
{
    if (pool.draining)
        return false;
    struct attempt a = {ctx, job, false}; /* who panics has sent nothing */
    (void)task_try(send, &a);
    return a.sent;
}

void pool_drain(void)
{
    pool.draining = true;
    chan_close(pool.jobs);
    wait_group_wait(&pool.workers);
}
