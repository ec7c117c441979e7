/* expect: rejected — copies a structure whose size is known at run time, which nobody sees */
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
    int n = query->last * 4;
    struct any { char byte[n]; } *to = (struct any *)(void *)query, *from = (struct any *)(void *)start_query;
    *to = *from;
    query->rows = chan_make(struct row, 4);
    task_go(ctx, scan, query);
}
