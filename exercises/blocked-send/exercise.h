/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

struct row {
    int number; /* 1, 2, 3, … */
};

struct query {
    chan_t *rows;   /* struct row; made by start_query, dropped by the server; closed after the table's last row;
                       nobody reads a query that was given up, so there it may stay open */
    int next, last; /* the table's */
};

/* yours: begins to hand out rows on query->rows; ctx is the query's, and ends when the caller closes it */
void start_query(ctx_t *ctx, struct query *query);

/* the table's: the next row, after 1 ms; false when there are no more */
bool read_row(ctx_t *ctx, struct query *query, struct row *row);

#endif
