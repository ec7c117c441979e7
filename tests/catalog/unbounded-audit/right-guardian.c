/* expect: pass — a second task ends the entry after 5 s, and is let go when the entry is there */
#include <stdlib.h>

#include "exercise.h"

static void guard(ctx_t *ctx, void *arg)
{
    if (task_sleep_ctx(ctx, CTX_S(5)) == CTX_OK)
        ctx_cancel(arg);
}

static void log_bounded(ctx_t *ctx, void *arg)
{
    struct opening *opening = arg;
    ctx_cancel_t *cancel, *guarded;
    ctx_t *ended = ctx_with_cancel(ctx, &cancel);
    task_t guardian = task_go(ctx_with_cancel(ctx, &guarded), guard, cancel);
    if (tell_log_server(ended, opening) != CTX_OK)
        keep_in_house(opening);
    ctx_release(guarded);
    task_join(guardian);
    ctx_release(cancel);
}

void open_door(ctx_t *ctx, struct opening *opening)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    task_go(detached, log_bounded, opening);
    unlock(ctx, opening);
}
