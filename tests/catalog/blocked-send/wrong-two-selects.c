/* expect: leaked-task deaf-wait — looks whether somebody is there, then sends */
#include "exercise.h"

static void scan(ctx_t *ctx, void *arg)
{
    struct query *query = arg;
    struct row row;
    while (read_row(ctx, query, &row))
        if (ctx_err(ctx) == CTX_OK)
            chan_send(query->rows, &row);
    chan_close(query->rows);
}

void start_query(ctx_t *ctx, struct query *query)
{
    query->rows = chan_make(struct row, 4);
    task_go(ctx, scan, query);
}
