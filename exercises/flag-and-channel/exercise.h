/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

/* yours: a span of request: knows what request knows, and ends with it or with span_close. Owned (ctx_drop); any number at a time */
ctx_t *span_open(ctx_t *request);
/* yours: ends a span with CTX_CANCELED, unless it has ended before; the request goes on. Any task, any number of times */
void span_close(ctx_t *span);

#endif
