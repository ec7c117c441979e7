/* expect: pass — a task that lives as long as the receipt owns the scope, and waits in it for the one that sends */
#include "exercise.h"

static void send_receipt(ctx_t *ctx, void *arg)
{
    if (mail_receipt(ctx, arg))
        report_unsent(arg);
}

static void guard(ctx_t *ctx, void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    task_join(task_go(ctx_with_timeout(ctx, CTX_S(5), &cancel), send_receipt, arg));
}

void take_order(ctx_t *request, const struct order *order)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    task_go(detached, guard, (void *)order);
    respond(request, order);
}
