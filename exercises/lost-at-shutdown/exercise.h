/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "request.h"

struct payment {
    int number; /* that of its request, too */
};

/* yours: takes one payment; the customer has the answer when it returns, 50 ms after asking at the latest. payment: lives as long as the service */
void take_payment(ctx_t *request, const struct payment *payment);
/* yours: what the process does last; nobody takes payments meanwhile. Called at the end of each day; ctx ends when the supervisor's patience does,
 * after 2 s */
void shut_down(ctx_t *ctx);

/* the shop's: the answer; takes 10 ms */
void respond_at(const ctx_site_t *site, ctx_t *ctx, const struct payment *payment);
#define respond(ctx, payment) respond_at(CTX_HERE, (ctx), (payment))
/* the log's: writes a row in the name of the request that ctx belongs to; takes 200 ms, now and then for ever. CTX_OK, or why ctx ended first */
ctx_err_t log_row_at(const ctx_site_t *site, ctx_t *ctx, const struct payment *payment);
#define log_row(ctx, payment) log_row_at(CTX_HERE, (ctx), (payment))
/* both take no time: a line for the operators, and one for the supervisor */
void report_lost(const struct payment *payment);
void say_goodbye(ctx_t *ctx);

#endif
