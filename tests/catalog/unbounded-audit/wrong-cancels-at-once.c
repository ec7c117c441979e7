/* expect: cut-short born-done — ends each entry as soon as it has begun */
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
    ctx_cancel_t *cancel;
    task_go(ctx_with_cancel(detached, &cancel), log_opening, opening);
    ctx_release(cancel);
    unlock(ctx, opening);
}
