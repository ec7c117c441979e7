/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"
#include "request.h"
#include "store.h"

enum { SECTIONS = 8 };

struct report {
    int sections, rows;
};

/* yours: makes a report of SECTIONS sections, about the users 1 to SECTIONS; CTX_OK, or why ctx ended first. Each section
 * may take 10 s at most: a longer one is left out. */
ctx_err_t export_report(ctx_t *ctx, struct report *report);

#endif
