/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "request.h"

struct stream; /* the broker's */
struct event {
    int number;
};

/* yours: handles each event of a stream, in the order in which they come. ctx is that of who opened it, and ends when they leave; the stream
 * goes on */
void process_stream(ctx_t *ctx, struct stream *stream);

/* the broker's: waits for the next event; false when the stream has ended */
bool next_event_at(const ctx_site_t *site, struct stream *stream, struct event *event);
#define next_event(stream, event) next_event_at(CTX_HERE, (stream), (event))
/* the house's: handles one event in the name of the request that ctx belongs to; takes 10 ms, now and then for ever. CTX_OK, or why ctx ended
 * first */
ctx_err_t handle_event_at(const ctx_site_t *site, ctx_t *ctx, const struct event *event);
#define handle_event(ctx, event) handle_event_at(CTX_HERE, (ctx), (event))

#endif
