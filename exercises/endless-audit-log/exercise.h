/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "request.h"

struct reading {
    int number; /* that of its step, too */
};

/* yours, and the library's only call: a thousand programs use it as it is. step ends soon after this has returned, which takes no time.
 * reading: lives as long as the turbine */
void black_box_note(ctx_t *step, const struct reading *reading);

/* the tape's: writes the reading, in the name of the step that ctx belongs to. Takes 20 ms, now and then 500, and each 50th time for ever. CTX_OK, or
 * why ctx ended first: then it is not on tape */
ctx_err_t tape_write_at(const ctx_site_t *site, ctx_t *ctx, const struct reading *reading);
#define tape_write(ctx, reading) tape_write_at(CTX_HERE, (ctx), (reading))
/* leaves a gap on the tape for this reading. Takes no time */
void tape_skip(const struct reading *reading);

#endif
