/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"
#include "request.h"

struct order {
    int id, cents;
};

/* yours: both pay an order; CTX_OK, or why ctx ended first. Many run at the same time. */
ctx_err_t checkout(ctx_t *ctx, const struct order *order);
ctx_err_t renew_subscription(ctx_t *ctx, const struct order *order, int month);

/* the bank's: charges a card, in the name of the request that ctx belongs to; takes 2 s, and longer on bad days. A charge
 * whose context ends first is not made. */
ctx_err_t gateway_charge_at(const ctx_site_t *site, ctx_t *ctx, const struct order *order);
#define gateway_charge(ctx, order) gateway_charge_at(CTX_HERE, (ctx), (order))

#endif
