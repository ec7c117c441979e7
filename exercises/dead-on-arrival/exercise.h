/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

struct client; /* the network's */

/* yours: serves one client from its first line to its last, for at most 30 s. Many run at the same time */
void serve_client(ctx_t *server, struct client *client);

/* the network's: waits for a line; false when the client has left or ctx ends first */
bool read_line(ctx_t *ctx, struct client *client);
/* the chat's: answers the line that was read; takes 10 ms */
void answer_line(ctx_t *ctx, struct client *client);

#endif
