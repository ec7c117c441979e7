/* Longer sleep, later write, on a machine that is never slow.
 *
 * expect: outcomes=1 slow=2
 */
#include "corpus.h"

static atomic_int n;

static void soon(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_sleep(CTX_MS(1));
    atomic_store(&n, 1);
}

static void late(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_sleep(CTX_MS(9));
    atomic_store(&n, 2);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(soon, late, NULL);
    outcome(n);
}
