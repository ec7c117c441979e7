/* expect: pass — the timer ends with the block */
/* A reminder for nobody
 *
 * A calendar starts a reminder for each meeting, an hour ahead; calling a meeting off cancels its context. Invitations that
 * are moved back and forth have made the process grow all day: by evening it waits for meetings that were called off at nine.
 *
 * Make: a meeting that is called off leaves nothing behind, from that moment on; every other reminder goes out on the minute.
 */
#include "exercise.h"

void reminder(ctx_t *ctx, void *arg)
{
    struct meeting *meeting = arg;
    timer_auto chan_timer_t *timer = timer_new(CTX_S(3600));
    if (chan_select(CHAN_DONE(ctx), CHAN_RECV(timer_chan(timer), NULL)) == 0)
        return;
    remind(ctx, meeting);
}
