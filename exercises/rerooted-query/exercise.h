/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"
#include "request.h"
#include "store.h"

struct page {
    int user, orders;
};

/* yours: fills the page of one user: CTX_OK, or why ctx ended before it was ready. ctx has a budget of 5 s. */
ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page);

#endif
