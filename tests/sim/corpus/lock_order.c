/* Two locks in two orders: one switch between the two of a task is enough.
 *
 * expect: finding=deadlock switches=1
 */
#include "corpus.h"

static task_mutex_t a, b;

static void one(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_mutex_lock(&a);
    task_mutex_lock(&b);
    task_mutex_unlock(&b);
    task_mutex_unlock(&a);
}

static void two(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_mutex_lock(&b);
    task_mutex_lock(&a);
    task_mutex_unlock(&a);
    task_mutex_unlock(&b);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(one, two, NULL);
}
