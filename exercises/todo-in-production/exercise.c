/* The payment that cannot be called off
 *
 * People close the shop's page while "paying…" turns, and are charged all the same, sometimes a minute later. The bank
 * complains about charges that arrive without the number of a request.
 *
 * Make: a charge belongs to the request that asked for it, and is called off when that request ends.
 */
#include "exercise.h"

static ctx_err_t charge_card(const struct order *order)
{
    if (order->cents <= 0)
        return CTX_OK; /* nothing to pay */
    return gateway_charge(ctx_todo(), order);
}

ctx_err_t checkout(ctx_t *ctx, const struct order *order)
{
    if (ctx_err(ctx) != CTX_OK)
        return ctx_err(ctx);
    return charge_card(order);
}

ctx_err_t renew_subscription(ctx_t *ctx, const struct order *order, int month)
{
    struct order part = *order;
    if (ctx_err(ctx) != CTX_OK)
        return ctx_err(ctx);
    if (month == 1)
        part.cents /= 2; /* the first month is cheaper */
    return charge_card(&part);
}
