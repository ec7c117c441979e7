/* expect: pass — closed by a task of its own, with its own limit */
#include "exercise.h"

struct closing {
    struct table *table;
    struct connection *connection;
};

static void close_it(ctx_t *detached, void *arg)
{
    struct closing *c = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    if (!db_close(ctx_with_timeout(detached, CTX_S(1), &cancel), c->connection))
        report_open(c->table);
}

bool copy_table(ctx_t *request, struct table *table)
{
    bool whole = true;
    struct connection *connection = db_connect(request, table);
    if (connection == NULL)
        return false;
    while (whole && db_more(connection))
        whole = db_copy_row(request, connection);
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    struct closing closing = {table, connection};
    task_join(task_go(detached, close_it, &closing));
    return whole;
}
