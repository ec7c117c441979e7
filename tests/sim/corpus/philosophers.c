/* Three philosophers, each takes the left fork first: two must be interrupted after that.
 *
 * expect: finding=deadlock switches=2
 */
#include "corpus.h"

static task_mutex_t fork_[3];

static void eat(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    int *who = arg;
    task_mutex_lock(&fork_[*who]);
    task_mutex_lock(&fork_[(*who + 1) % 3]);
    task_mutex_unlock(&fork_[(*who + 1) % 3]);
    task_mutex_unlock(&fork_[*who]);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    static int who[3] = {0, 1, 2};
    task_t t[3];
    for (int i = 0; i < 3; i++)
        t[i] = task_go(ctx_background(), eat, &who[i]);
    for (int i = 0; i < 3; i++)
        task_join(t[i]);
}
