/* The noon the doors stayed shut
 *
 * A badge opens its door at once; the log server, which is far away, is told on the side. A request has 5 s, the log entry
 * included. On the day the log server hung, the door controller was out of memory by noon.
 *
 * Make: an entry is given up within 5 s, and kept in the house; never are more than 10 under way, at an opening a second. A slow
 * one, of up to 4 s, is still waited for; the door opens within 50 ms, and each entry bears its opening's number.
 */
#include "exercise.h"

static void log_opening(ctx_t *ctx, void *arg)
{
    struct opening *opening = arg;
    if (tell_log_server(ctx, opening) != CTX_OK)
        keep_in_house(opening);
}

void open_door(ctx_t *ctx, struct opening *opening)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    task_go(detached, log_opening, opening);
    unlock(ctx, opening);
}
