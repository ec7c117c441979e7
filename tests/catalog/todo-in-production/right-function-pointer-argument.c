/* expect: pass — what is charged is decided by a function that is handed in */
#include "exercise.h"

typedef int price_t(const struct order *order);

static int whole(const struct order *order) { return order->cents; }
static int half(const struct order *order) { return order->cents / 2; }

static ctx_err_t charge(ctx_t *ctx, struct order order, price_t *price)
{
    ctx_err_t err = ctx_err(ctx);
    order.cents = price(&order);
    return err != CTX_OK || order.cents <= 0 ? err : gateway_charge(ctx, &order);
}

ctx_err_t checkout(ctx_t *ctx, const struct order *order) { return charge(ctx, *order, whole); }

ctx_err_t renew_subscription(ctx_t *ctx, const struct order *order, int month)
{
    return charge(ctx, *order, (price_t *const[]){whole, half}[month == 1]);
}
