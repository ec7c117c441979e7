/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "request.h"

struct export; /* the house's */

/* yours: runs one export to its end, in the handler of its request, which may end before. A request that lives on ends some time after the
 * export */
void run_export(ctx_t *request, struct export *export);

/* the disk's: writes the next part, in the name of the request that ctx belongs to; takes 100 ms. False when there was none left, or ctx ended
 * first */
bool write_part_at(const ctx_site_t *site, ctx_t *ctx, struct export *export);
#define write_part(ctx, export) write_part_at(CTX_HERE, (ctx), (export))
/* the browser's: both take no time. A bar that is closed, or gone, is not moved */
void move_bar(struct export *export);
void close_bar_at(const ctx_site_t *site, struct export *export);
#define close_bar(export) close_bar_at(CTX_HERE, (export))

#endif
