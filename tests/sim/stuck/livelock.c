/* Two tasks that give way to each other for ever: time stands still.
 *
 * expect: livelock
 */
#include "../corpus.h"

static atomic_int turn;

static void polite(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    while (atomic_load(&turn) < 100000000)
        task_yield();
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(polite, polite, NULL);
}
