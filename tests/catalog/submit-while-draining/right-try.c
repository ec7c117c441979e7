/* expect: pass — the panic is caught, and called a refusal, which is true */
#include <stdatomic.h>

#include "exercise.h"

static struct pool {
    atomic_bool draining;
    chan_t *jobs;
    wait_group_t workers;
} pool;

struct send {
    ctx_t *ctx;
    const struct job *job;
    bool sent;
};

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

static void send(void *arg)
{
    struct send *s = arg;
    s->sent = chan_send_ctx(s->ctx, pool.jobs, s->job) == CTX_OK;
}

bool pool_submit(ctx_t *ctx, const struct job *job)
{
    struct send s = {ctx, job, false};
    return !pool.draining && task_try(send, &s) == NULL && s.sent;
}

void pool_drain(void)
{
    pool.draining = true;
    chan_close(pool.jobs);
    wait_group_wait(&pool.workers);
}
