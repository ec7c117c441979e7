/* expect: deaf-wait spin — wakes up every second to look */
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
    for (int second = 0; second < 3600; second++) {
        task_sleep(CTX_S(1));
        if (ctx_err(ctx) != CTX_OK)
            return;
    }
    remind(ctx, meeting);
}
