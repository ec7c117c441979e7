/* expect: pass — bounded as well, derived from the caller's */
#include "exercise.h"

static ctx_err_t charge_card(ctx_t *ctx, const struct order *order)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    return order->cents > 0 ? gateway_charge(ctx_with_timeout(ctx, CTX_S(20), &cancel), order) : CTX_OK;
}

ctx_err_t checkout(ctx_t *ctx, const struct order *order) { return charge_card(ctx, order); }

ctx_err_t renew_subscription(ctx_t *ctx, const struct order *order, int month)
{
    struct order part = {order->id, month == 1 ? order->cents / 2 : order->cents};
    return charge_card(ctx, &part);
}
