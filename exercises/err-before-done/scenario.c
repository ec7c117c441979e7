/* Somebody ends the shift; one clerk asks and, told that it is over, waits for done; one waits for done, asks why, and derives
 * from what has ended. In the big scenario there are many clerks, and two who end it. */
#include "scene.h"

#include "exercise.h"

static void close_shop(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    shift_end(CTX_CANCELED);
    scene_count("ended", 1);
}

static void asks(ctx_t *shift, void *arg)
{
    (void)arg;
    if (ctx_err(shift) == CTX_OK) {
        chan_select(CHAN_DONE(shift));
    } else if (chan_select(CHAN_DONE(shift), CHAN_DEFAULT) == -1) {
        scene_fail("err-before-done", "a clerk was told that the shift is over, and its done was still open");
        chan_select(CHAN_DONE(shift));
    }
    scene_count("went home", ctx_err(shift) == CTX_CANCELED);
}

static void listens(ctx_t *shift, void *arg)
{
    (void)arg;
    chan_select(CHAN_DONE(shift));
    if (ctx_err(shift) == CTX_OK) {
        scene_fail("done-before-err", "a clerk saw the shift's done closed, and its err said that it goes on");
        return;
    }
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *report = ctx_with_cancel(shift, &cancel);
    scene_count("went home", ctx_err(report) == CTX_CANCELED);
}

void scene_main(ctx_t *root, int size)
{
    int each = scene_size(size, 1, 50);
    ctx_t *shift = shift_begin();
    for (int i = 0; i < each; i++) {
        scene_count("clerks", 2);
        task_go(shift, asks, NULL);
        task_go(shift, listens, NULL);
    }
    for (int i = 0; i < scene_size(size, 1, 2); i++)
        task_go(root, close_shop, NULL);
    scene_rest(CTX_S(1));
    scene_count("over", ctx_err(shift) == CTX_CANCELED);
    scene_mark("idle");
}
