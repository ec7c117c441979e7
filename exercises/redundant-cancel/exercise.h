/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

struct profile {
    int id;
};

/* yours: writes the row, then tells the followers; false when either failed. Bounded by 200 ms. Many are saved at the
 * same time */
bool save_profile(ctx_t *parent, const struct profile *profile);

/* the database's: 20 ms; false when the row is refused or ctx ends first */
bool write_row(ctx_t *ctx, const struct profile *profile);
/* the mail system's: 30 ms; false when ctx ends first */
bool tell_followers(ctx_t *ctx, const struct profile *profile);

#endif
