/* expect: pass — a timer stopped and dropped by hand, on both ways out */
#include "exercise.h"

static bool hour_passed(ctx_t *ctx)
{
    chan_timer_t *timer = timer_new(CTX_S(3600));
    bool passed = false;
    switch (chan_select(CHAN_RECV(timer_chan(timer), NULL), CHAN_DONE(ctx))) {
    case 0: passed = true; break;
    case 1: (void)timer_stop(timer); break;
    }
    timer_drop(timer);
    return passed;
}

void reminder(ctx_t *ctx, void *arg)
{
    if (hour_passed(ctx))
        remind(ctx, arg);
}
