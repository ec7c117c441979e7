/* Ten locks each, none shared: one schedule stands for all 184,756.
 *
 * expect: outcomes=1 runs=1
 */
#include "corpus.h"

static task_mutex_t mine[2];
static int who[2] = {0, 1};

static void own(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    for (int i = 0; i < 5; i++) {
        task_mutex_lock(&mine[*(int *)arg]);
        task_mutex_unlock(&mine[*(int *)arg]);
    }
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    task_t a = task_go(ctx_background(), own, &who[0]), b = task_go(ctx_background(), own, &who[1]);
    task_join(a);
    task_join(b);
    outcome(0);
}
