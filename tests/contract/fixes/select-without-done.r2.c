/* expect: pass — from the catalog page */
#include "exercise.h"

void reminder(ctx_t *ctx, void *arg)
{
    timer_auto chan_timer_t *t = timer_new(CTX_S(3600));
    if (chan_recv_ctx(ctx, timer_chan(t), NULL, NULL) == CTX_OK)
        remind(ctx, arg);
}
