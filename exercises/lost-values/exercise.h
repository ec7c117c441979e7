/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "request.h"

struct letter {
    int claim; /* the request's number, too */
};

/* yours: one claim is decided; request ends when this returns, 50 ms after it was called at the latest. letter: lives as long as the house.
 * Its request's context knows a language, a branch and the claim: the front desk, the branch and the archive have put them there */
void decide_claim(ctx_t *request, const struct letter *letter);

/* the clerk's screen; takes 10 ms */
void answer_at(const ctx_site_t *site, ctx_t *ctx, const struct letter *letter);
#define answer(ctx, letter) answer_at(CTX_HERE, (ctx), (letter))
/* the printer's: prints in the language, under the letterhead and for the claim that ctx knows of. Takes 2 s, for ever where it jams. CTX_OK, or
 * why ctx ended first: then there is no letter */
ctx_err_t print_letter_at(const ctx_site_t *site, ctx_t *ctx, const struct letter *letter);
#define print_letter(ctx, letter) print_letter_at(CTX_HERE, (ctx), (letter))
/* a line for the operators: no letter. Takes no time */
void report_unprinted(const struct letter *letter);

/* the front desk's and the branch's: what a context knows ("English" and "no letterhead" where it knows nothing), and a context that knows
 * it (owned: ctx_drop). The archive's key is its own */
const char *language_of(ctx_t *ctx);
const char *branch_of(ctx_t *ctx);
ctx_t *with_language(ctx_t *parent, const char *language);
ctx_t *with_branch(ctx_t *parent, const char *branch);

#endif
