/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

enum { FACTS = 6 };

struct request {
    int number;
    const char *fact[FACTS];
};

/* yours: serves one request, for at most 2 s; CTX_OK, or why it ended first. request lives as long as the call */
ctx_err_t serve(ctx_t *ctx, const struct request *request);

/* the house's: which fact a key asks for, from 0; -1: none, the question is for somebody else */
int fact_of(ctx_key_t key);
/* the backend's: takes 100 ms, on bad days for ever; asks ctx for all facts. CTX_OK, or why ctx ended first */
ctx_err_t call_backend_at(const ctx_site_t *site, ctx_t *ctx, const struct request *request);
#define call_backend(ctx, request) call_backend_at(CTX_HERE, (ctx), (request))

#endif
