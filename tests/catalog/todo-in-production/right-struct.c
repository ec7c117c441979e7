/* expect: pass — the context travels in a struct that lives as long as the call */
#include "exercise.h"

struct payment {
    ctx_t *ctx; /* borrowed, for the call */
    struct order order;
};

static ctx_err_t charge_card(const struct payment *p)
{
    return p->order.cents > 0 ? gateway_charge(p->ctx, &p->order) : CTX_OK;
}

ctx_err_t checkout(ctx_t *ctx, const struct order *order)
{
    return charge_card(&(struct payment){ctx, *order});
}

ctx_err_t renew_subscription(ctx_t *ctx, const struct order *order, int month)
{
    struct payment p = {ctx, *order};
    if (month == 1)
        p.order.cents = order->cents / 2;
    return charge_card(&p);
}
