/* expect: pass — ctx first, the caller passes it */
#include "exercise.h"

static ctx_err_t charge_card(ctx_t *ctx, const struct order *order)
{
    if (order->cents <= 0)
        return CTX_OK; /* nothing to pay */
    return gateway_charge(ctx, order);
}

ctx_err_t checkout(ctx_t *ctx, const struct order *order)
{
    if (ctx_err(ctx) != CTX_OK)
        return ctx_err(ctx);
    return charge_card(ctx, order);
}

ctx_err_t renew_subscription(ctx_t *ctx, const struct order *order, int month)
{
    struct order part = *order;
    if (ctx_err(ctx) != CTX_OK)
        return ctx_err(ctx);
    if (month == 1)
        part.cents /= 2; /* the first month is cheaper */
    return charge_card(ctx, &part);
}
