/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"
#include "request.h"

/* yours: serves one request under a trace number, within 2 s; CTX_OK, or why its time ended first */
ctx_err_t serve(ctx_t *ctx, int trace);

/* the backend's: does the request that ctx belongs to; takes 100 ms, on bad days for ever. Writes trace, request and, when ctx ends first, the cause
 * into its log */
ctx_err_t backend_call_at(const ctx_site_t *site, ctx_t *ctx, int trace);
#define backend_call(ctx, trace) backend_call_at(CTX_HERE, (ctx), (trace))

#endif
