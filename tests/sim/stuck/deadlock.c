/* Two tasks, each waiting for the other's lock.
 *
 * expect: deadlock blocked=3
 */
#include "../corpus.h"

static task_mutex_t a, b;

static void one(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_mutex_lock(&a);
    task_sleep(CTX_MS(1));
    task_mutex_lock(&b);
}

static void two(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_mutex_lock(&b);
    task_sleep(CTX_MS(1));
    task_mutex_lock(&a);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(one, two, NULL);
}
