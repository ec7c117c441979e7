/* expect: deadlock leaked-task missing-work — a caller that reads to the end waits for the end */
#include "exercise.h"

static void scan(ctx_t *ctx, void *arg)
{
    struct query *query = arg;
    struct row row;
    while (read_row(ctx, query, &row))
        if (chan_send_ctx(ctx, query->rows, &row) != CTX_OK)
            break;
}

void start_query(ctx_t *ctx, struct query *query)
{
    query->rows = chan_make(struct row, 4);
    task_go(ctx, scan, query);
}
