/* The second caller waits for the first's call.
 *
 * expect: outcomes=1
 */
#include "corpus.h"

static task_once_t once_;
static int n;

static void first(void *arg)
{
    (void)arg;
    task_yield();
    n++;
}

static void call(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_once(&once_, first, NULL);
    scene_count("seen", n);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(call, call, NULL);
    outcome(n);
}
