/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

/* yours: one line of the job list; false when not every file was copied. A line without a limit has no "until"; no line says
 * "until=0". One below it is a limit like any other, and has passed */
bool run_job(ctx_t *tool, const char *line);

/* the disk's: copies files, 100 ms each, until ctx ends; returns how many */
int copy_files(ctx_t *ctx, int files);

#endif
