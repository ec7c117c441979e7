/* expect: lingering-timer — from the catalog page */
#include "exercise.h"

void reminder(ctx_t *ctx, void *arg)
{
    chan_timer_t *t = timer_new(CTX_S(3600));
    if (chan_select(CHAN_RECV(timer_chan(t), NULL), CHAN_DONE(ctx)) == 0) {
        remind(ctx, arg);
        timer_drop(t);
    }
}
