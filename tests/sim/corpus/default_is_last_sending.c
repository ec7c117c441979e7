/* The same, where it is the sender that polls.
 *
 * expect: outcomes=1
 */
#include "corpus.h"

static chan_t *ch;

static void receiver(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    chan_select(CHAN_RECV(ch, NULL), CHAN_DONE(arg));
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(root, &cancel);
    ch = chan_make_signal();
    task_t a = task_go(ctx_background(), receiver, ctx);
    task_sleep(CTX_MS(1));
    outcome(chan_select(CHAN_SEND(ch, NULL), CHAN_DEFAULT) + 1);
    ctx_cancel(cancel);
    task_join(a);
}
