/* expect: pass — one way out, by goto; the channel closed on all of them */
#include "exercise.h"

static void scan(ctx_t *ctx, void *arg)
{
    struct query *query = arg;
    struct row row;
next:
    if (ctx_err(ctx) != CTX_OK || !read_row(ctx, query, &row))
        goto out;
    if (chan_send_ctx(ctx, query->rows, &row) == CTX_OK)
        goto next;
out:
    chan_close(query->rows);
}

void start_query(ctx_t *ctx, struct query *query)
{
    query->rows = chan_make(struct row, 1);
    task_go(ctx, scan, query);
}
