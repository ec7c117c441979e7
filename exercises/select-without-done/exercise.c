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
    chan_timer_t *timer = timer_new(CTX_S(3600));
    switch (chan_select(CHAN_RECV(timer_chan(timer), NULL))) {
    case 0: /* an hour has passed */
        remind(ctx, meeting);
    }
    timer_drop(timer);
}
