/* Claim: a second cancel can return before the cascade of the first is over. */
#include "scene.h"

#include "exercise.h"

static struct node *top, *child;

static void cancel(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    node_cancel(top);
}

static void other(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    node_cancel(top);
    if (!node_ended(child))
        scene_fail("late-cascade", "the second cancel has returned, and the child has not ended");
}

void scene_main(ctx_t *root, int size)
{
    (void)size;
    top = node_derive(NULL);
    child = node_derive(top);
    task_t first = task_go(root, cancel, NULL), second = task_go(root, other, NULL);
    task_join(first);
    task_join(second);
    scene_mark("idle");
}
