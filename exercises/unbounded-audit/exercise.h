/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "request.h"

struct opening {
    int number; /* that of its request, too */
};

/* yours: one opening; ctx has 5 s, and ends when this returns: within 50 ms. opening: lives as long as the controller */
void open_door(ctx_t *ctx, struct opening *opening);

/* the door's: takes 10 ms */
void unlock_at(const ctx_site_t *site, ctx_t *ctx, struct opening *opening);
#define unlock(ctx, opening) unlock_at(CTX_HERE, (ctx), (opening))
/* the log server's: one entry, in the name of the request that ctx belongs to; takes 300 ms, 4 s when it is slow, for ever when it hangs. CTX_OK,
 * or why ctx ended first: then there is no entry */
ctx_err_t tell_log_server_at(const ctx_site_t *site, ctx_t *ctx, struct opening *opening);
#define tell_log_server(ctx, opening) tell_log_server_at(CTX_HERE, (ctx), (opening))
/* a line on the controller's own disk: this opening has no entry. Takes no time */
void keep_in_house(struct opening *opening);

#endif
