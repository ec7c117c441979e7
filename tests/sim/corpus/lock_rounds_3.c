/* Three tasks take a lock twice each: 6! / (2! 2! 2!) orders.
 *
 * expect: outcomes=90 runs=100
 */
#include "corpus.h"

static task_mutex_t mutex;
static int written;

static void rounds(int who)
{
    for (int i = 0; i < 2; i++) {
        task_mutex_lock(&mutex);
        written = written * 10 + who;
        task_mutex_unlock(&mutex);
    }
}

static void one(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    rounds(1);
}

static void two(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    rounds(2);
}

static void three(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    rounds(3);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    task_t third = task_go(ctx_background(), three, NULL);
    both(one, two, NULL);
    task_join(third);
    outcome(written);
}
