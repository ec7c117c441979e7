/* A signal before the wait is lost; nothing is asked first.
 *
 * expect: finding=deadlock
 */
#include "corpus.h"

static task_mutex_t mutex;
static task_cond_t cond;

static void waiter(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_mutex_lock(&mutex);
    task_cond_wait(&cond, &mutex);
    task_mutex_unlock(&mutex);
}

static void waker(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_cond_signal(&cond);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(waiter, waker, NULL);
}
