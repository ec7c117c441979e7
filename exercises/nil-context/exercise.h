/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "request.h"

struct file {
    int number;
    ctx_ns_t takes;
};

/* yours: a customer's file; true when it was imported. request ends when the customer leaves */
bool upload(ctx_t *request, const struct file *file);
/* yours: the files of the day, one after the other; returns how many were imported. Called by the clock, at the top of a program of its own */
int import_nightly(const struct file *files, int n);

/* the customers': may this request upload at all? */
bool may_upload(ctx_t *ctx);
/* the disk's: reads a file's rows, in the name of the request that ctx belongs to; false when ctx ended first */
bool read_rows_at(const ctx_site_t *site, ctx_t *ctx, const struct file *file);
#define read_rows(ctx, file) read_rows_at(CTX_HERE, (ctx), (file))

#endif
