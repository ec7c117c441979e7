/* expect: pass — a struct of its own for the task, on the heap and owned by it */
#include <stdlib.h>

#include "exercise.h"

struct scanner {
    struct query *query;
    chan_t *rows; /* kept */
    unsigned sent, left : 1;
};

static bool hand_over(ctx_t *ctx, struct scanner *s, const struct row *row)
{
    s->left = chan_send_ctx(ctx, s->rows, row) != CTX_OK;
    s->sent += !s->left;
    return !s->left;
}

static void scan(ctx_t *ctx, void *arg)
{
    struct scanner *s = arg;
    struct row row;
    while (read_row(ctx, s->query, &row) && hand_over(ctx, s, &row))
        continue;
    chan_close(s->rows);
}

static void free_scanner(void *arg)
{
    struct scanner *s = arg;
    chan_drop(s->rows);
    free(s);
}

void start_query(ctx_t *ctx, struct query *query)
{
    struct scanner *s = malloc(sizeof *s);
    query->rows = chan_make(struct row, 4);
    *s = (struct scanner){.query = query, .rows = chan_keep(query->rows)};
    task_go_owned(ctx, scan, s, free_scanner);
}
