/* A lock orders the two additions.
 *
 * expect: outcomes=1
 */
#include "corpus.h"

static int n;
static task_mutex_t mutex;

static void add(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_mutex_lock(&mutex);
    n++;
    task_mutex_unlock(&mutex);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(add, add, NULL);
    outcome(n);
}
