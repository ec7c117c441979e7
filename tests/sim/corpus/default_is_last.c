/* Whoever polls meets a task that has waited for some time: a default arm is for when nobody is there.
 *
 * expect: outcomes=1
 */
#include "corpus.h"

static chan_t *ch;

static void sender(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    chan_select(CHAN_SEND(ch, NULL), CHAN_DONE(arg));
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(root, &cancel);
    ch = chan_make_signal();
    task_t a = task_go(ctx_background(), sender, ctx);
    task_sleep(CTX_MS(1));
    outcome(chan_select(CHAN_RECV(ch, NULL), CHAN_DEFAULT) + 1);
    ctx_cancel(cancel);
    task_join(a);
}
