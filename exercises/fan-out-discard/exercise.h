/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

/* yours: the number of a sensor that has news, the first one if it can be told; −1 when ctx ends before there is any.
 * sensors: n channels that are closed when there is news, borrowed until the function returns or ctx ends.
 * Many wait at the same time, each for sensors of its own, and again and again */
int wait_for_any(ctx_t *ctx, chan_t **sensors, int n);

#endif
