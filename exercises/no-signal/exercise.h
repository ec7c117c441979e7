/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include <signal.h>

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_signal.h"
#include "ctx_sync.h"
#include "ctx_task.h"

struct client;
struct door;

/* yours: main calls it, and ends the process with what it returns. Until somebody signals, process goes on; nobody cancels it. Half a second after a
 * signal nobody is let in any more; returns within half a second of the last answer, or of the end of that 1 s */
int run_server(ctx_t *process, struct door *door);

/* the door's: waits for the next client, and for the end of ctx; NULL when that came first */
struct client *next_client_at(const ctx_site_t *site, ctx_t *ctx, struct door *door);
#define next_client(ctx, door) next_client_at(CTX_HERE, (ctx), (door))
/* the business's: answers a client; takes 300 ms, now and then for ever. When ctx ends first, half an answer was given */
void answer_at(const ctx_site_t *site, ctx_t *ctx, struct client *client);
#define answer(ctx, client) answer_at(CTX_HERE, (ctx), (client))

#endif
