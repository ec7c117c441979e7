/* expect: lost-cancel lingering-timer — the hour as a deadline whose handle is lost when all goes well */
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
    ctx_cancel_t *cancel;
    ctx_t *hour = ctx_with_timeout(ctx, CTX_S(3600), &cancel);
    (void)chan_recv(ctx_done(hour), NULL);
    if (ctx_err(ctx) != CTX_OK)
        return;
    remind(ctx, meeting);
    ctx_release(cancel);
}
