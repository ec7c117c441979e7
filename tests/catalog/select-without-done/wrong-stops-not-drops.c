/* expect: lingering-timer — the timer is stopped and never given back */
#include "exercise.h"

void reminder(ctx_t *ctx, void *arg)
{
    chan_timer_t *timer = timer_new(CTX_S(3600));
    if (chan_select(CHAN_DONE(ctx), CHAN_RECV(timer_chan(timer), NULL)) == 1)
        remind(ctx, arg);
    timer_stop(timer);
}
