/* expect: rerooted — Background instead */
#include "exercise.h"

static ctx_err_t charge_card(ctx_t *ctx, const struct order *order)
{
    (void)ctx;
    return gateway_charge(ctx_background(), order);
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
