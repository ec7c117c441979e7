/* expect: leaked-task — detached, and an hour */
#include "exercise.h"

static void write_row(ctx_t *ctx, void *arg)
{
    const struct audit_event *event = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx = ctx_with_timeout(ctx, CTX_S(3600), &cancel);
    if (audit_write(ctx, event) != CTX_OK)
        audit_problem(event, "no row was written");
}

void take_payment(ctx_t *ctx, const struct audit_event *event)
{
    ctx_kept ctx_t *alone = ctx_without_cancel(ctx);
    task_go(alone, write_row, (void *)event);
    respond(ctx, event);
}
