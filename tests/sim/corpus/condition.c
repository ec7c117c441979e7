/* Asked under the lock, in a loop.
 *
 * expect: outcomes=1
 */
#include "corpus.h"

static task_mutex_t mutex;
static task_cond_t cond;
static int ready;

static void waiter(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_mutex_lock(&mutex);
    while (!ready)
        task_cond_wait(&cond, &mutex);
    task_mutex_unlock(&mutex);
}

static void waker(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_mutex_lock(&mutex);
    ready = 1;
    task_cond_signal(&cond);
    task_mutex_unlock(&mutex);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(waiter, waker, NULL);
    outcome(ready);
}
