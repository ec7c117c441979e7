/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "request.h"

struct order {
    int number; /* that of its request, too */
};

/* yours: takes one order; the customer has the answer when it returns, 50 ms after asking at the latest. request ends then. order: lives as
 * long as the service */
void take_order(ctx_t *request, const struct order *order);

/* the shop's: the answer; takes 10 ms */
void respond_at(const ctx_site_t *site, ctx_t *ctx, const struct order *order);
#define respond(ctx, order) respond_at(CTX_HERE, (ctx), (order))
/* the mail server's: sends the receipt in the name of the request that ctx belongs to; takes 4 s, now and then for ever. CTX_OK, or why ctx
 * ended first: then nothing is sent */
ctx_err_t mail_receipt_at(const ctx_site_t *site, ctx_t *ctx, const struct order *order);
#define mail_receipt(ctx, order) mail_receipt_at(CTX_HERE, (ctx), (order))
/* a line for the operators: no receipt for this order. Takes no time */
void report_unsent(const struct order *order);

#endif
