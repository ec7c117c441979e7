/* expect: pass — the handle travels in the context that it ends: ugly, and the task gives it back */
#include "exercise.h"

CTX_KEY(handle);

static void send_receipt(ctx_t *ctx, void *arg)
{
    const struct order *order = arg;
    if (mail_receipt(ctx, order) != CTX_OK)
        report_unsent(order);
    ctx_release(ctx_value(ctx, handle));
}

void take_order(ctx_t *request, const struct order *order)
{
    ctx_cancel_t *cancel;
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    ctx_t *limited = ctx_with_timeout(detached, CTX_S(5), &cancel);
    ctx_kept ctx_t *owner = ctx_with_value(limited, handle, cancel);
    task_go(owner, send_receipt, (void *)order);
    respond(request, order);
}
