/* expect: pass — a second holder for the task; the last one to let go ends it */
#include <stdlib.h>

#include "exercise.h"

struct receipt {
    const struct order *order;
    ctx_cancel_t *cancel; /* owned */
};

static void send_receipt(ctx_t *ctx, void *arg)
{
    struct receipt *receipt = arg;
    ctx_auto ctx_cancel_t *cancel = receipt->cancel;
    if (mail_receipt(ctx, receipt->order) != CTX_OK)
        report_unsent(receipt->order);
}

void take_order(ctx_t *request, const struct order *order)
{
    respond(request, order);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    ctx_t *limited = ctx_with_timeout(detached, CTX_S(5), &cancel);
    struct receipt *receipt = malloc(sizeof *receipt);
    *receipt = (struct receipt){order, ctx_cancel_dup(cancel)};
    task_go_owned(limited, send_receipt, receipt, free);
}
