/* The shift is ended; one clerk asks and, told that it is over, waits for done; one waits for done, asks why, and derives from
 * it. Two end it at the same time, for the same reason; a third comes much later, with another one, and changes nothing. */
#include "scene.h"

#include "exercise.h"

static ctx_err_t reason; /* a custom context may have one of its own */
static bool knows_why(ctx_t *shift) { return ctx_err(shift) == reason; }

static void close_shop(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    shift_end(reason);
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
    scene_count("went home", knows_why(shift));
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
    scene_count("went home", knows_why(shift) && knows_why(report));
}

void scene_main(ctx_t *root, int size)
{
    int each = scene_size(size, 1, 50);
    reason = size == SCENE_BIG ? CTX_ERR_CUSTOM + 3 : CTX_DEADLINE_EXCEEDED;
    ctx_t *shift = shift_begin();
    if (ctx_err(shift) != CTX_OK)
        scene_fail("wrong-result", "the shift has just begun, and its err says that it is over");
    for (int i = 0; i < each; i++) {
        scene_count("clerks", 2);
        task_go(shift, asks, NULL);
        task_go(shift, listens, NULL);
    }
    task_go(root, close_shop, NULL);
    close_shop(root, NULL);
    scene_rest(CTX_S(1));
    shift_end(CTX_CANCELED);
    scene_count("over", knows_why(shift));
    scene_mark("idle");
}
