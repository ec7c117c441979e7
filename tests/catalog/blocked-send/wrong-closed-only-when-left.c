/* expect: deadlock leaked-task missing-work — closed for who has gone, open for who reads to the end */
#include "exercise.h"

static void scan(ctx_t *ctx, void *arg)
{
    struct query *query = arg;
    struct row row;
    while (read_row(ctx, query, &row))
        if (chan_send_ctx(ctx, query->rows, &row) != CTX_OK) {
            chan_close(query->rows);
            return;
        }
}

void start_query(ctx_t *ctx, struct query *query)
{
    query->rows = chan_make(struct row, 4);
    task_go(ctx, scan, query);
}
