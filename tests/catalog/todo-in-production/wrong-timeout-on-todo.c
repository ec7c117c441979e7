/* expect: todo-root — a timeout, still on TODO */
#include "exercise.h"

static ctx_err_t charge_card(ctx_t *ctx, const struct order *order)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx;
    return gateway_charge(ctx_with_timeout(ctx_todo(), CTX_S(5), &cancel), order);
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
