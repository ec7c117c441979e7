/* expect: over-budget — waits as long as a receipt takes */
#include "exercise.h"

static void send_receipt(ctx_t *ctx, void *arg)
{
    const struct order *order = arg;
    if (mail_receipt(ctx, order) != CTX_OK)
        report_unsent(order);
}

void take_order(ctx_t *request, const struct order *order)
{
    respond(request, order);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    ctx_t *limited = ctx_with_timeout(detached, CTX_S(5), &cancel);
    task_go(limited, send_receipt, (void *)order);
    task_sleep(CTX_S(4));
}
