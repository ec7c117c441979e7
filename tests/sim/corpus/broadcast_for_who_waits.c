/* A broadcast is for who waits at that moment: somebody who waits once more takes nobody's place.
 *
 * expect: outcomes=1
 */
#include "corpus.h"

static task_mutex_t mutex;
static task_cond_t cond;
static int gone;

static void once(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_mutex_lock(&mutex);
    task_cond_wait(&cond, &mutex);
    gone++;
    task_mutex_unlock(&mutex);
}

static void twice(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_mutex_lock(&mutex);
    task_cond_wait(&cond, &mutex);
    task_cond_wait(&cond, &mutex);
    task_mutex_unlock(&mutex);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    task_t a = task_go(ctx_background(), once, NULL), b = task_go(ctx_background(), twice, NULL);
    for (int i = 0; i < 2; i++) {
        task_sleep(CTX_MS(1));
        task_mutex_lock(&mutex);
        if (i == 1)
            outcome(gone);
        task_cond_broadcast(&cond);
        task_mutex_unlock(&mutex);
    }
    task_join(a);
    task_join(b);
}
