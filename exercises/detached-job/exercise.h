/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

struct film; /* lives as long as the house */

/* yours: one upload, answered when this returns, within 100 ms; request ends then */
void upload(ctx_t *request, struct film *film);

/* the doorman's: parent, with the account that the film is from. Owned (ctx_drop) */
ctx_t *with_account(ctx_t *parent, struct film *film);
/* billing's: parent, with the plan that the film's account pays for; books one upload on it. Owned (ctx_drop) */
ctx_t *with_plan(ctx_t *parent, struct film *film);
/* the shelf's: takes 40 ms */
void store_film_at(const ctx_site_t *site, ctx_t *ctx, struct film *film);
#define store_film(ctx, film) store_film_at(CTX_HERE, (ctx), (film))
/* the converter's: asks ctx for the account and the plan (360 lines where there is none). Takes 20 s, now and then for ever. CTX_OK, or why
 * ctx ended first: then there is nothing to see */
ctx_err_t convert_film_at(const ctx_site_t *site, ctx_t *ctx, struct film *film);
#define convert_film(ctx, film) convert_film_at(CTX_HERE, (ctx), (film))
/* a line for the operators: this film was not converted. Takes no time */
void report_failed(struct film *film);

#endif
