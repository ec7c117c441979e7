/* expect: over-budget — sends it before it answers */
#include "exercise.h"

static void send_receipt(ctx_t *ctx, void *arg)
{
    const struct order *order = arg;
    /* whoever does the work holds the handle, and gives it back when the work is over */
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_timeout(ctx, CTX_S(5), &cancel);
    if (mail_receipt(limited, order) != CTX_OK)
        report_unsent(order);
}

void take_order(ctx_t *request, const struct order *order)
{
    send_receipt(request, (void *)order);
    respond(request, order);
}
