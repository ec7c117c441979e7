/* The first error wins
 *
 * A backup copies several discs at once. When one of them fails the others need not go on; and what is reported is the first
 * error, not the last.
 */
#include "ctx_chan.h"
#include "ctx_group.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"

static const ctx_error_t broken = {.text = "disc 2 is broken"}, given_up = {.text = "given up"};

static const ctx_error_t *copy_disc(ctx_t *ctx, void *arg)
{
    int disc = *(int *)arg;
    ctx_ns_t takes = disc == 1 ? CTX_MS(20) : disc == 2 ? CTX_MS(50)
                                                        : CTX_MS(200);
    if (task_sleep_ctx(ctx, takes) != CTX_OK)
        return &given_up; /* an error too, and too late to be the first */
    if (disc == 2)
        return &broken;
    scene_work(ctx, "copied");
    return NULL;
}

static void back_up(ctx_t *root, int n)
{
    static int disc[64];
    ctx_auto_group ctx_group_t *group = NULL;
    ctx_t *ctx = ctx_with_group(root, &group);
    for (int i = 0; i < n; i++) {
        disc[i] = i + 1;
        ctx_group_go(group, copy_disc, &disc[i]);
    }
    scene_settle();
    scene_mark("copying");
    task_sleep(CTX_MS(30));
    scene_mark("one done");
    const ctx_error_t *err = ctx_group_wait(group);
    scene_note(err == NULL ? "all copied" : err->text);
    scene_note(ctx_cause(ctx)->text);
    scene_mark("failed");
}

void scene_main(ctx_t *root, int size)
{
    back_up(root, size < 3 ? 3 : size > 64 ? 64
                                           : size);
    scene_rest(CTX_S(1));
    scene_mark("over");
}
