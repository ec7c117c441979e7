/* A yield is no object: nothing to reorder.
 *
 * expect: outcomes=1 runs=1
 */
#include "corpus.h"

static void yielder(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    for (int i = 0; i < 5; i++)
        task_yield();
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(yielder, yielder, NULL);
    outcome(0);
}
