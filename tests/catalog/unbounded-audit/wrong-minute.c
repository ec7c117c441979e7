/* expect: over-budget — a minute */
#include "exercise.h"

static void log_opening(ctx_t *ctx, void *arg)
{
    struct opening *opening = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx, CTX_S(60), &cancel);
    if (tell_log_server(bounded, opening) != CTX_OK)
        keep_in_house(opening);
}

void open_door(ctx_t *ctx, struct opening *opening)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    task_go(detached, log_opening, opening);
    unlock(ctx, opening);
}
