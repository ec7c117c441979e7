/* expect: pass — a loop made of goto and a switch */
#include "exercise.h"

static void scan(ctx_t *ctx, void *arg)
{
    struct query *query = (struct query *)arg;
    struct row row;
again:
    switch (read_row(ctx, query, &row) ? chan_select(CHAN_SEND(query->rows, &row), CHAN_DONE(ctx)) : -2) {
    case 0: goto again;
    default: chan_close(query->rows);
    }
}

void start_query(ctx_t *ctx, struct query *query)
{
    task_go(ctx, scan, (query->rows = chan_make(struct row, 4), query));
}
