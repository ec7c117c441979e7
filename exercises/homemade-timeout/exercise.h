/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

struct server; /* the network's */

/* yours: one try, of at most 1 s. CTX_OK with an answer; CTX_DEADLINE_EXCEEDED when the second was over, CTX_CANCELED when
 * the caller left: the retry above asks again after the former and gives up after the latter. Many ask at the same time */
ctx_err_t ask(ctx_t *caller, struct server *server);

/* the network's: CTX_OK, or why ctx ended. Allots its own time by ctx's deadline, where it has one */
ctx_err_t call_server(ctx_t *ctx, struct server *server);

#endif
