/* expect: unbounded-detached leaked-task — detached, and no limit */
#include "exercise.h"

static void send_receipt(ctx_t *ctx, void *arg)
{
    const struct order *order = arg;
    /* whoever does the work holds the handle, and gives it back when the work is over */
    if (mail_receipt(ctx, order) != CTX_OK)
        report_unsent(order);
}

void take_order(ctx_t *request, const struct order *order)
{
    respond(request, order);
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    task_go(detached, send_receipt, (void *)order);
}
