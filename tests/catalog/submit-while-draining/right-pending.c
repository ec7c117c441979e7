/* expect: pass — counts senders under way, closes when the last one is through */
#include "exercise.h"

static task_mutex_t lock;
static bool draining;
static wait_group_t senders, workers;
static chan_t *jobs, *stop;

static void work(ctx_t *ctx, void *arg)
{
    struct job job;
    while (chan_recv(jobs, &job))
        run_job(ctx, &job);
    (void)arg;
    wait_group_done(&workers);
}

void pool_start(ctx_t *ctx, int n)
{
    jobs = chan_make(struct job, 0);
    stop = chan_make_signal();
    for (int i = 0; i < n; i++) {
        wait_group_add(&workers, 1);
        task_go(ctx, work, NULL);
    }
}

bool pool_submit(ctx_t *ctx, const struct job *job)
{
    task_mutex_lock(&lock);
    bool in = !draining;
    if (in)
        wait_group_add(&senders, 1);
    task_mutex_unlock(&lock);
    if (!in)
        return false;
    bool sent = chan_select(CHAN_DONE(ctx), CHAN_RECV(stop, NULL), CHAN_SEND(jobs, job)) == 2;
    wait_group_done(&senders);
    return sent;
}

void pool_drain(void)
{
    task_mutex_lock(&lock);
    draining = true;
    task_mutex_unlock(&lock);
    chan_close(stop);
    wait_group_wait(&senders);
    chan_close(jobs);
    wait_group_wait(&workers);
}
