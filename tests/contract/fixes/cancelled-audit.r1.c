/* expect: pass — from the catalog page */
#include "exercise.h"

static void write_row(ctx_t *ctx, void *arg)
{
    const struct audit_event *event = arg;
    ctx_kept ctx_t *off = ctx_without_cancel(ctx);
    ctx_auto ctx_cancel_t *cancel = NULL;
    if (audit_write(ctx_with_timeout(off, CTX_S(5), &cancel), event) != CTX_OK)
        audit_problem(event, "none");
}
void take_payment(ctx_t *ctx, const struct audit_event *event)
{
    task_go(ctx, write_row, (void *)event);
    respond(ctx, event);
}
