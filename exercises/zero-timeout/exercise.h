/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

struct host; /* the network's */

typedef enum { PING_ANSWERED, PING_REFUSED, PING_GAVE_UP /* its context ended */ } ping_t;

/* yours: tries up to `attempts` times; true when the host answered */
bool ping_with_retry(ctx_t *ctx, struct host *host, int attempts);

/* the network's: sends one ping and waits for what comes back, for as long as ctx lives */
ping_t send_ping(ctx_t *ctx, struct host *host);

#endif
