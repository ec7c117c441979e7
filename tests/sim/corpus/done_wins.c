/* Once done is ready another arm wins at most twice running: 0, 1 or 2 of five jobs are taken.
 *
 * expect: outcomes=3
 */
#include "corpus.h"

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(root, &cancel);
    chan_t *jobs = chan_make(int, 5);
    int taken = 0;
    for (int i = 0; i < 5; i++)
        chan_send(jobs, &i);
    ctx_cancel(cancel);
    while (chan_select(CHAN_RECV(jobs, NULL), CHAN_DONE(ctx)) == 0)
        taken++;
    outcome(taken);
}
