/* Claim: others can work with the parent in the middle of its cascade: derive from it, ask it. */
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
    struct node *late = node_derive(top);
    if (node_ended(late) && !node_ended(child))
        scene_fail("late-cascade", "somebody derived from the parent in the middle of its cascade");
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
