/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

/* yours: one export; returns the rows written. However many there are, it ends within 10 s */
int handle_export(ctx_t *server, int rows);

/* the directory's: may this request export at all? takes 10 ms */
bool allowed(ctx_t *ctx);
/* the disk's: writes rows, 100 ms each, until ctx ends; returns how many */
int write_rows(ctx_t *ctx, int rows);

#endif
