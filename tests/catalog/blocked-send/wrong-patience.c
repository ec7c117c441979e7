/* expect: missing-work — a row may wait for 100 ms, whoever waits or does not */
#include "exercise.h"

static void scan(ctx_t *ctx, void *arg)
{
    struct query *query = arg;
    struct row row;
    ctx_err_t err = CTX_OK;
    while (err == CTX_OK && read_row(ctx, query, &row)) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *patience = ctx_with_timeout(ctx_background(), CTX_MS(100), &cancel);
        err = chan_send_ctx(patience, query->rows, &row);
    }
    chan_close(query->rows);
}

void start_query(ctx_t *ctx, struct query *query)
{
    query->rows = chan_make(struct row, 4);
    task_go(ctx, scan, query);
}
