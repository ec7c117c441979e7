/* One operation: always 2.
 *
 * expect: outcomes=1
 */
#include "corpus.h"

static atomic_int n;

static void add(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    atomic_fetch_add(&n, 1);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(add, add, NULL);
    outcome(n);
}
