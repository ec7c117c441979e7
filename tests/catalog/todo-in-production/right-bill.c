/* expect: pass — a structure that carries both, for the call */
#include "exercise.h"

struct bill {
    ctx_t *ctx;
    struct order order;
};

static ctx_err_t charge(const struct bill *bill)
{
    ctx_err_t err = ctx_err(bill->ctx);
    if (err == CTX_OK && bill->order.cents > 0)
        err = gateway_charge(bill->ctx, &bill->order);
    return err;
}

ctx_err_t checkout(ctx_t *ctx, const struct order *order) { return charge(&(struct bill){ctx, *order}); }

ctx_err_t renew_subscription(ctx_t *ctx, const struct order *order, int month)
{
    struct bill bill = {ctx, *order};
    bill.order.cents /= month == 1 ? 2 : 1;
    return charge(&bill);
}
