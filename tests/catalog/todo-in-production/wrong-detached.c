/* expect: late-work — the right number, and still not called off */
#include "exercise.h"

static ctx_err_t charge_card(ctx_t *ctx, const struct order *order)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    return gateway_charge(detached, order);
}

ctx_err_t checkout(ctx_t *ctx, const struct order *order)
{
    return ctx_err(ctx) != CTX_OK ? ctx_err(ctx) : charge_card(ctx, order);
}

ctx_err_t renew_subscription(ctx_t *ctx, const struct order *order, int month)
{
    struct order part = *order;
    if (month == 1)
        part.cents /= 2;
    return ctx_err(ctx) != CTX_OK ? ctx_err(ctx) : charge_card(ctx, &part);
}
