/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

struct station {
    chan_t *scales; /* int; borrowed: from the operator, never closed */
    int scale;      /* the station's own */
};

/* yours: samples the station until ctx is done. arg: a struct station, borrowed */
void sampler(ctx_t *ctx, void *arg);

/* the station's: takes 10 ms */
void take_sample(ctx_t *ctx, struct station *station, int scale);
/* the station's: from now on samples are taken at this scale */
void apply_scale(ctx_t *ctx, struct station *station, int scale);

#endif
