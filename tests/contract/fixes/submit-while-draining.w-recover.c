/* expect: missing-work wrong-result panic deaf-wait deadlock — from the catalog page */
#include "exercise.h"

#include <stdatomic.h>
static struct { atomic_bool draining; chan_t *jobs; wait_group_t workers; } pool;
struct sub { ctx_t *ctx; const struct job *job; bool ok; };
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
static void try_send(void *arg) { struct sub *s = arg; s->ok = chan_send_ctx(s->ctx, pool.jobs, s->job) == CTX_OK; }
bool pool_submit(ctx_t *ctx, const struct job *job)
{
    struct sub s = {ctx, job, true};
    if (pool.draining)
        return false;
    (void)task_try(try_send, &s);
    return s.ok;
}
void pool_drain(void)
{
    pool.draining = true;
    chan_close(pool.jobs);
    wait_group_wait(&pool.workers);
}
