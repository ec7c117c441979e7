/* expect: lost-cancel — detached in the call, and nobody drops it */
#include "exercise.h"

static void write_row(ctx_t *ctx, void *arg)
{
    const struct audit_event *event = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    if (audit_write(ctx_with_timeout(ctx, CTX_S(5), &cancel), event) != CTX_OK)
        audit_problem(event, "no row was written");
}

void take_payment(ctx_t *ctx, const struct audit_event *event)
{
    task_go(ctx_without_cancel(ctx), write_row, (void *)event);
    respond(ctx, event);
}
