/* A released flag orders what was written before it.
 *
 * expect: outcomes=2
 */
#include "corpus.h"

static atomic_int flag;
static int data;

static void writer(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    data = 1;
    atomic_store_explicit(&flag, 1, memory_order_release);
}

static void reader(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    outcome(atomic_load_explicit(&flag, memory_order_acquire) ? data : 0);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(writer, reader, NULL);
}
