/* A wait group orders every done before the wait.
 *
 * expect: outcomes=1
 */
#include "corpus.h"

static int data[2];
static wait_group_t group;

static void one(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    data[0] = 3;
    wait_group_done(&group);
}

static void two(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    data[1] = 4;
    wait_group_done(&group);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    wait_group_add(&group, 2);
    task_go(ctx_background(), one, NULL);
    task_go(ctx_background(), two, NULL);
    wait_group_wait(&group);
    outcome(data[0] + data[1]);
}
