/* expect: missing-work — sends what it can, and says nothing of the rest */
#include "exercise.h"

static void send_receipt(ctx_t *ctx, void *arg)
{
    const struct order *order = arg;
    /* whoever does the work holds the handle, and gives it back when the work is over */
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_timeout(ctx, CTX_S(5), &cancel);
    (void)mail_receipt(limited, order);
}

void take_order(ctx_t *request, const struct order *order)
{
    respond(request, order);
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    task_go(detached, send_receipt, (void *)order);
}
