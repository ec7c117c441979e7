/* A relaxed flag is seen, and orders nothing.
 *
 * expect: finding=data-race
 */
#include "corpus.h"

static atomic_int flag;
static int data;

static void writer(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    data = 1;
    atomic_store_explicit(&flag, 1, memory_order_relaxed);
}

static void reader(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    if (atomic_load_explicit(&flag, memory_order_relaxed))
        scene_count("seen", data);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(writer, reader, NULL);
}
