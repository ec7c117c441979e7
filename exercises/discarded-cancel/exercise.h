/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"
#include "work.h"

struct request {
    int id;
    chan_t *finished; /* borrowed: closed when the request's work is over */
};

/* yours: serves one request; returns when its work is over */
void handle_request(ctx_t *server, struct request *request);

/* the server's: one line of progress, visible to the operator */
void report_progress(ctx_t *ctx, struct request *request);
/* the server's: answers the request; takes a while, closes request->finished */
void answer(ctx_t *ctx, struct request *request);

#endif
