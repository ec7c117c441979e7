/* expect: pass — from the catalog page */
#include "exercise.h"

static chan_t *jobs, *closing;
static wait_group_t all;
static void work(ctx_t *ctx, void *arg)
{
    (void)arg;
    struct job job;
    while (chan_select(CHAN_RECV(closing, NULL), CHAN_RECV(jobs, &job)) == 1)
        run_job(ctx, &job);
    wait_group_done(&all);
}
void pool_start(ctx_t *ctx, int workers)
{
    jobs = chan_make(struct job, 0);
    closing = chan_make_signal();
    for (int i = 0; i < workers; i++) {
        wait_group_add(&all, 1);
        task_go(ctx, work, NULL);
    }
}
bool pool_submit(ctx_t *ctx, const struct job *job)
{
    if (chan_select(CHAN_RECV(closing, NULL), CHAN_DEFAULT) == 0 || ctx_err(ctx) != CTX_OK)
        return false;
    return chan_select(CHAN_DONE(ctx), CHAN_RECV(closing, NULL), CHAN_SEND(jobs, job)) == 2;
}
void pool_drain(void)
{
    chan_close(closing);
    wait_group_wait(&all);
}
