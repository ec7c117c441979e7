/* A local of one task and of another that comes later are two things.
 *
 * expect: outcomes=1
 */
#include "corpus.h"

static void local(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    volatile int mine = 1;
    mine++;
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    for (int i = 0; i < 3; i++)
        task_join(task_go(ctx_background(), local, NULL));
    outcome(0);
}
