/* An add inside the task may come after the wait.
 *
 * expect: outcomes=2
 */
#include "corpus.h"

static wait_group_t group;
static atomic_int done_;

static void work(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    wait_group_add(&group, 1);
    atomic_store(&done_, 1);
    wait_group_done(&group);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    task_t task = task_go(ctx_background(), work, NULL);
    wait_group_wait(&group);
    outcome(atomic_load(&done_));
    task_join(task);
}
