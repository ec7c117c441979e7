/* A node with two children. One task cancels it, a second one does so, too, and believes the promise; a third has finished and
 * releases its child. */
#include "scene.h"

#include "exercise.h"

static struct node *top, *left[MOST_CHILDREN / 2], *right[MOST_CHILDREN / 2];
static int pairs;

static void cancel(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    node_cancel(top);
    for (int i = 0; i < pairs; i++)
        if (!node_ended(right[i]))
            scene_fail("late-cascade", "a cancel has returned, and a child of the cancelled node has not ended");
    scene_count("cancels", 1);
}

static void finish(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    for (int i = 0; i < pairs; i++)
        node_release(left[i]);
    scene_count("finished", 1);
}

static void after(void)
{
    struct node *late = node_derive(top);
    scene_count("ended", node_ended(top) && node_ended(late));
    node_release(late);
    for (int i = 0; i < pairs; i++) {
        scene_count("ended", node_ended(right[i]));
        node_release(right[i]);
    }
    node_release(top);
}

void scene_main(ctx_t *root, int size)
{
    pairs = scene_size(size, 1, MOST_CHILDREN / 2);
    top = node_derive(NULL);
    for (int i = 0; i < pairs; i++) {
        left[i] = node_derive(top);
        right[i] = node_derive(top);
    }
    scene_count("alive before", !node_ended(top) && !node_ended(right[0]) && !node_ended(left[0]));
    task_t task[] = {task_go(root, cancel, NULL), task_go(root, cancel, NULL), task_go(root, finish, NULL)};
    for (int i = 0; i < 3; i++)
        task_join(task[i]);
    scene_count("expected", pairs + 1);
    after();
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
