/* expect: cut-short — waits until the task has begun */
#include "exercise.h"

struct receipt {
    const struct order *order;
    wait_group_t *begun;
};

static void send_receipt(ctx_t *ctx, void *arg)
{
    const struct receipt *receipt = arg;
    const struct order *order = receipt->order;
    wait_group_done(receipt->begun);
    if (mail_receipt(ctx, order) != CTX_OK)
        report_unsent(order);
}

void take_order(ctx_t *request, const struct order *order)
{
    respond(request, order);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    ctx_t *limited = ctx_with_timeout(detached, CTX_S(5), &cancel);
    wait_group_t begun = {0};
    wait_group_add(&begun, 1);
    struct receipt receipt = {order, &begun};
    task_go(limited, send_receipt, &receipt);
    wait_group_wait(&begun);
}
