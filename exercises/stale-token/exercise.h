/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "request.h"

struct pass; /* the registry's: valid for 5 min. Borrowed, for ever */
struct map {
    int number;              /* that of the request, too */
    const struct pass *pass; /* yours, if you need it */
};

/* yours: one map is handed in; request ends when this returns, within 50 ms. map: lives as long as the office */
void hand_in(ctx_t *request, struct map *map);

/* the office's: takes 10 ms */
void answer_at(const ctx_site_t *site, ctx_t *ctx, struct map *map);
#define answer(ctx, map) answer_at(CTX_HERE, (ctx), (map))
/* the drawing: 1 min for a village, 10 min for a town, now and then for ever. CTX_OK, or why ctx ended first: then there is no map */
ctx_err_t draw_map_at(const ctx_site_t *site, ctx_t *ctx, struct map *map);
#define draw_map(ctx, map) draw_map_at(CTX_HERE, (ctx), (map))

/* the pass that the door put into the request's context when the surveyor signed in; NULL: ctx knows of none. Takes no time */
const struct pass *pass_of(ctx_t *ctx);
/* the registry's: a new pass for the surveyor whose request ctx belongs to; one for the office itself, which may file everybody's maps. Each takes 1 s; NULL
 * when ctx belongs to no request, or ends first */
const struct pass *renew_pass_at(const ctx_site_t *site, ctx_t *ctx);
const struct pass *office_pass_at(const ctx_site_t *site, ctx_t *ctx);
#define renew_pass(ctx) renew_pass_at(CTX_HERE, (ctx))
#define office_pass(ctx) office_pass_at(CTX_HERE, (ctx))
/* the registry's: takes 1 s. False when it refuses the pass, or ctx ended first */
bool file_map_at(const ctx_site_t *site, ctx_t *ctx, struct map *map, const struct pass *pass);
#define file_map(ctx, map, pass) file_map_at(CTX_HERE, (ctx), (map), (pass))
/* a line for the operators: this map is not filed. Takes no time */
void report_unfiled(struct map *map);

#endif
