/* Rows that nobody fetches
 *
 * A query hands out the rows of a table one by one; callers take as many as they like and then close it, which cancels its
 * context; nobody reads its rows then. "First match only" queries are popular, and each leaves the server one task heavier.
 *
 * Make: once a query is closed nothing of it is left; a caller that stays gets every row, in order, however slow it is.
 */
#include "exercise.h"

static void scan(ctx_t *ctx, void *arg)
{
    struct query *query = arg;
    struct row row;
    /* the caller may leave while we wait for it to take a row: the wait must hear that */
    while (read_row(ctx, query, &row))
        if (chan_send_ctx(ctx, query->rows, &row) != CTX_OK)
            break;
    chan_close(query->rows);
}

void start_query(ctx_t *ctx, struct query *query)
{
    query->rows = chan_make(struct row, 4);
    task_go(ctx, scan, query);
}
