/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

struct part {
    int number, checksum;
};

struct report {
    chan_t *parts; /* struct part; borrowed: from the network, closed after the last part */
    int added;     /* the report's own */
};

/* yours: one attempt. NULL when the report is complete, else why it is not; the retry layer reads the error's `err`. */
const ctx_error_t *put_together(ctx_t *ctx, struct report *report);

/* the report's: adds one part; false when the part is damaged */
bool add_part(ctx_t *ctx, struct report *report, const struct part *part);
extern const ctx_error_t report_damaged;

#endif
