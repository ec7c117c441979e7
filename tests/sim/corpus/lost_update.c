/* Load, then store one more: 1 or 2.
 *
 * expect: outcomes=2
 */
#include "corpus.h"

static atomic_int n;

static void add(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    int now = atomic_load(&n);
    atomic_store(&n, now + 1);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(add, add, NULL);
    outcome(n);
}
