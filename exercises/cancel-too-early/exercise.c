/* The receipt that nobody gets
 *
 * An order is answered within 50 ms. Its receipt is sent on the side, since the mail server takes 4 s: detached from the request,
 * with 5 s to do so, and everything given back. No customer has ever got one.
 *
 * Make: every order has its receipt, in its own request's name; the answer comes as soon as before, and a mail server that hangs
 * is given up after 5 s, and reported.
 */
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
}
