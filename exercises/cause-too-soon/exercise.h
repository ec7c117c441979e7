/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

struct report; /* the log's */

/* yours: each runs in a task of its own, with the context of one job. arg: a struct report, borrowed */
void report_end(ctx_t *ctx, void *arg);
void report_failure(ctx_t *ctx, void *arg);

/* the log's: the job has ended, and this is why. Once a report. */
void write_down(ctx_t *ctx, struct report *report, const ctx_error_t *reason);

#endif
