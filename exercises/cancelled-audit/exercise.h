/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "audit.h"
#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "request.h"

/* yours: takes one payment. The customer has the answer 50 ms after asking; ctx ends when this returns. event: lives as
 * long as the service. Its row: a write takes 200 ms; one that hangs is given up, and reported, within 10 s */
void take_payment(ctx_t *ctx, const struct audit_event *event);

/* the server's: the answer to the customer; takes 10 ms */
void respond_at(const ctx_site_t *site, ctx_t *ctx, const struct audit_event *event);
#define respond(ctx, event) respond_at(CTX_HERE, (ctx), (event))

#endif
