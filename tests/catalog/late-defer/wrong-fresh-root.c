/* expect: rerooted — released, and no longer the server's */
#include "exercise.h"

static bool well_formed(const struct order *order)
{
    return order->amount > 0 && order->account[0] != '\0';
}

answer_t take_order(ctx_t *server, const struct order *order)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)server;
    ctx_t *ctx = ctx_with_timeout(ctx_background(), CTX_MS(200), &cancel);
    if (!well_formed(order))
        return ORDER_REFUSED;
    return book(ctx, order);
}
