/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

/* yours: the shop's one context. It begins with shift_begin (called once, before all else; borrowed, for ever) and ends with
 * the first shift_end: from then on its err is `why` and its done is closed. Any task may end it, and look at it, at any time. */
ctx_t *shift_begin(void);
void shift_end(ctx_err_t why);

#endif
