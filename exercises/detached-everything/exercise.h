/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "request.h"

struct search; /* lives as long as the library */

/* yours: one search; request ends when the reader leaves, else when this has returned */
void admit_reader(ctx_t *request, struct search *search);

/* the stacks': is there one that was not searched yet? Then to search it takes 200 ms, and adds to *found. CTX_OK, or why ctx ended first: then
 * the stack is not searched */
bool more_stacks(struct search *search);
ctx_err_t look_into_stack_at(const ctx_site_t *site, ctx_t *ctx, struct search *search, int *found);
#define look_into_stack(ctx, search, found) look_into_stack_at(CTX_HERE, (ctx), (search), (found))
/* the desk's: takes no time */
void show_page_at(const ctx_site_t *site, ctx_t *ctx, struct search *search, int found);
#define show_page(ctx, search, found) show_page_at(CTX_HERE, (ctx), (search), (found))
/* the statistics': one line, in the name of the request that ctx belongs to. Takes 100 ms. CTX_OK, or why ctx ended first: then there is no line */
ctx_err_t write_line_at(const ctx_site_t *site, ctx_t *ctx, struct search *search, int found);
#define write_line(ctx, search, found) write_line_at(CTX_HERE, (ctx), (search), (found))

#endif
