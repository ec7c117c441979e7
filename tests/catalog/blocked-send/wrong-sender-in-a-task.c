/* expect: panic leaked-task — the scan goes home, its senders stay */
/* Rows that nobody fetches
 *
 * A query hands out the rows of a table one by one; callers take as many as they like and then close it, which cancels its
 * context. "First match only" queries are popular, and each of them leaves the server one task heavier.
 *
 * Make: once a query is closed nothing of it is left; a caller that stays gets every row, in order, however slow it is.
 */
#include <stdlib.h>

#include "exercise.h"

struct sending {
    chan_t *rows;
    struct row row;
};

static void send_row(ctx_t *ctx, void *arg)
{
    struct sending *sending = arg;
    (void)ctx;
    chan_send(sending->rows, &sending->row);
}

static void scan(ctx_t *ctx, void *arg)
{
    struct query *query = arg;
    struct row row;
    while (ctx_err(ctx) == CTX_OK && read_row(ctx, query, &row)) {
        struct sending *sending = malloc(sizeof *sending);
        *sending = (struct sending){query->rows, row};
        task_t task = task_go_owned(ctx, send_row, sending, free);
        if (query->next % 4 == 0)
            task_join(task);
    }
    chan_close(query->rows);
}

void start_query(ctx_t *ctx, struct query *query)
{
    query->rows = chan_make(struct row, 4);
    task_go(ctx, scan, query);
}
