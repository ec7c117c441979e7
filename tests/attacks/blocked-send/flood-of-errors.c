/* expect: no-credit — floods the error output */
#include <stdio.h>
#include "exercise.h"

static void scan(ctx_t *ctx, void *arg)
{
    struct query *query = arg;
    struct row row;
    while (read_row(ctx, query, &row))
        chan_send(query->rows, &row);
    chan_close(query->rows);
}

void start_query(ctx_t *ctx, struct query *query)
{
    for (int i = 0; i < 1 << 20; i++)
        fprintf(stderr, "%0100d\n", i);
    query->rows = chan_make(struct row, 4);
    task_go(ctx, scan, query);
}
