/* Two tasks take a lock twice each: 4! / (2! 2!) orders.
 *
 * expect: outcomes=6 runs=10
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

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(one, two, NULL);
    outcome(written);
}
