/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "request.h"

struct call; /* lives as long as the exchange */

/* yours: one call, from its first word to its end, which is line's end; returns within 50 ms of it */
void take_call(ctx_t *line, struct call *call);

/* the operator's: returns when line has ended */
void talk_at(const ctx_site_t *site, ctx_t *line, struct call *call);
#define talk(line, call) talk_at(CTX_HERE, (line), (call))
/* the archive's: files the record, in the name of the request that ctx belongs to. Takes 200 ms; there is no record where ctx ends first. reason: why
 * the call ended; NULL is filed as "no reason" */
void file_record_at(const ctx_site_t *site, ctx_t *ctx, struct call *call, const ctx_error_t *reason);
#define file_record(ctx, call, reason) file_record_at(CTX_HERE, (ctx), (call), (reason))

#endif
