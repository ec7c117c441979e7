/* Tried again until it holds: always 2.
 *
 * expect: outcomes=1
 */
#include "corpus.h"

static atomic_int n;

static void add(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    int now = atomic_load(&n);
    while (!atomic_compare_exchange_strong(&n, &now, now + 1))
        ;
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(add, add, NULL);
    outcome(n);
}
