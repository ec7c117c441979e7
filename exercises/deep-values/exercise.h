/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

enum { FIELDS = 12 };

struct request {
    int rows;
    const char *field[FIELDS];
};
struct row {
    int number;
    const char *field[FIELDS];
};

/* yours: writes a request's rows, numbered from 0, with all its fields in each. request lives as long as the call; many run at the same time. */
void serve(ctx_t *ctx, const struct request *request);

/* the house's: a private key for each field; they are compared by address */
ctx_key_t field_key(int i);
/* the printer's: writes a row under ctx, the request's or below it */
void write_row_at(const ctx_site_t *site, ctx_t *ctx, const struct row *row);
#define write_row(ctx, row) write_row_at(CTX_HERE, (ctx), (row))

#endif
