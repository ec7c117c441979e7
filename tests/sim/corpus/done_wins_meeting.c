/* The same with a sender that is met.
 *
 * expect: outcomes=3
 */
#include "corpus.h"

static void sender(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    int v = 0;
    for (int i = 0; i < 5; i++)
        chan_select(CHAN_SEND(arg, &v), CHAN_DEFAULT);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(root, &cancel);
    chan_t *jobs = chan_make(int, 0);
    int taken = 0;
    ctx_cancel(cancel);
    task_t task = task_go(ctx_background(), sender, jobs);
    while (chan_select(CHAN_RECV(jobs, NULL), CHAN_DONE(ctx)) == 0)
        taken++;
    outcome(taken);
    task_join(task);
}
