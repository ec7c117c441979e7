/* expect: pass — the hour as a deadline of a context of its own */
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
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *hour = ctx_with_timeout(ctx, CTX_S(3600), &cancel);
    (void)chan_recv(ctx_done(hour), NULL);
    if (ctx_err(ctx) == CTX_OK)
        remind(ctx, meeting);
}
