/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

enum { LEASES = 256 }; /* more are never taken */

/* yours: a lease below parent: knows parent's values, and ends with it or with lease_end. Owned (ctx_drop); any number at a time */
ctx_t *lease_take(ctx_t *parent);
/* yours: gives a lease up: its err is `why` from now on, unless it has ended before. Any task, any number of times */
void lease_end(ctx_t *lease, ctx_err_t why);

#endif
