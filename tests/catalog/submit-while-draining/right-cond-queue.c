/* expect: pass — a ring under a lock, two condition variables, no channel at all */
#include "exercise.h"

enum { PLACES = 4 };

static task_mutex_t lock;
static task_cond_t room, something;
static struct job ring[PLACES];
static int first, waiting;
static bool draining;
static wait_group_t workers;

static void work(ctx_t *ctx, void *arg)
{
    (void)arg;
    task_mutex_lock(&lock);
    for (;;) {
        while (waiting == 0 && !draining)
            task_cond_wait(&something, &lock);
        if (waiting == 0)
            break;
        struct job job = ring[first];
        first = (first + 1) % PLACES;
        waiting--;
        task_cond_signal(&room);
        task_mutex_unlock(&lock);
        run_job(ctx, &job);
        task_mutex_lock(&lock);
    }
    task_mutex_unlock(&lock);
    wait_group_done(&workers);
}

void pool_start(ctx_t *ctx, int n)
{
    wait_group_add(&workers, n);
    while (n-- > 0)
        task_go(ctx, work, NULL);
}

static void wake_all(void *arg)
{
    (void)arg;
    task_mutex_lock(&lock);
    task_cond_broadcast(&room);
    task_mutex_unlock(&lock);
}

bool pool_submit(ctx_t *ctx, const struct job *job)
{
    ctx_auto_stop ctx_stop_t *stop = ctx_after_func(ctx, wake_all, NULL);
    task_mutex_lock(&lock);
    while (waiting == PLACES && !draining && ctx_err(ctx) == CTX_OK)
        task_cond_wait(&room, &lock);
    bool taken = !draining && ctx_err(ctx) == CTX_OK;
    if (taken) {
        ring[(first + waiting++) % PLACES] = *job;
        task_cond_signal(&something);
    }
    task_mutex_unlock(&lock);
    return taken;
}

void pool_drain(void)
{
    task_mutex_lock(&lock);
    draining = true;
    task_cond_broadcast(&something);
    task_cond_broadcast(&room);
    task_mutex_unlock(&lock);
    wait_group_wait(&workers);
}
