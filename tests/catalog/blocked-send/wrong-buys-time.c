/* expect: missing-work — who does not fetch within 20 ms does not want it */
#include "exercise.h"

static void scan(ctx_t *ctx, void *arg)
{
    struct query *query = arg;
    struct row row;
    ctx_err_t err = CTX_OK;
    while (err == CTX_OK && read_row(ctx, query, &row)) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *patience = ctx_with_timeout(ctx, CTX_MS(20), &cancel);
        err = chan_send_ctx(patience, query->rows, &row);
    }
    chan_close(query->rows);
}

void start_query(ctx_t *ctx, struct query *query)
{
    query->rows = chan_make(struct row, 4);
    task_go(ctx, scan, query);
}
