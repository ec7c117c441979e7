/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

struct job {
    int id;
};

/* yours: one pool. Called once, before anything else */
void pool_start(ctx_t *ctx, int workers);
/* yours: hands a job to a worker, waiting for one to be free. True: accepted, it will run. False: the pool is draining, or ctx
 * ended first. Any number of tasks at a time, at any time after pool_start. */
bool pool_submit(ctx_t *ctx, const struct job *job);
/* yours: from now on nothing is accepted; returns when all that was accepted has run. Called once */
void pool_drain(void);

/* the service's: does one job; takes 10 ms and cannot be interrupted */
void run_job_at(const ctx_site_t *site, ctx_t *ctx, const struct job *job);
#define run_job(ctx, job) run_job_at(CTX_HERE, (ctx), (job))

#endif
