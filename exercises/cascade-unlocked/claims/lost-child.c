/* Claim: a child that is derived during a cancel can be lost: it lives on, and nobody will ever tell it. */
#include "scene.h"

#include "exercise.h"

static struct node *top, *late;

static void cancel(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    node_cancel(top);
}

static void other(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    late = node_derive(top);
}

void scene_main(ctx_t *root, int size)
{
    (void)size;
    top = node_derive(NULL);
    (void)node_derive(top);
    task_t first = task_go(root, cancel, NULL), second = task_go(root, other, NULL);
    task_join(first);
    task_join(second);
    if (!node_ended(late))
        scene_fail("unlinked-child", "a child derived during the cancel was not told");
    scene_mark("idle");
}
