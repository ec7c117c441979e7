/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

/* yours: loads all tables in one session, each within 500 ms; returns how many were loaded */
int run_import(ctx_t *parent, const char *const *tables, int n);

/* the warehouse's: false when ctx ends first; usually takes 300 ms, some tables longer, some hang */
bool load_table(ctx_t *ctx, const char *table);

#endif
