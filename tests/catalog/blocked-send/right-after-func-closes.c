/* expect: pass — a task that is told drains the rows for the scanner */
#include "exercise.h"

static bool hand_out(ctx_t *ctx, struct query *query)
{
    struct row row;
    if (!read_row(ctx, query, &row))
        return false;
    switch (chan_select(CHAN_SEND(query->rows, &row), CHAN_DONE(ctx))) {
    case 0: return ctx_err(ctx) == CTX_OK;
    default: return false;
    }
}

static void scan(ctx_t *ctx, void *arg)
{
    struct query *query = arg;
    while (hand_out(ctx, query))
        ;
    chan_close(query->rows);
}

void start_query(ctx_t *ctx, struct query *query)
{
    query->rows = chan_make(struct row, 0);
    task_go(ctx, scan, query);
}
