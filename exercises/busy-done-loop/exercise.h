/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

struct job {
    int id;
};

/* yours: takes jobs until its context is done. jobs: unbuffered, never closed, borrowed */
void worker(ctx_t *ctx, void *jobs);

/* the pool's: does one job; takes 5 ms and cannot be interrupted */
void process(ctx_t *ctx, const struct job *job);

#endif
