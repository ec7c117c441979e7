/* expect: unbounded-detached — looks at the clock when the wait is over */
#include "exercise.h"

static void log_opening(ctx_t *ctx, void *arg)
{
    struct opening *opening = arg;
    ctx_ns_t until = ctx_after(ctx_now(), CTX_S(5));
    if (tell_log_server(ctx, opening) != CTX_OK || ctx_now() > until)
        keep_in_house(opening);
}

void open_door(ctx_t *ctx, struct opening *opening)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    task_go(detached, log_opening, opening);
    unlock(ctx, opening);
}
