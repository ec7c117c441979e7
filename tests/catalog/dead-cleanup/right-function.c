/* expect: pass — the clean-up has a function of its own */
#include "exercise.h"

static bool close_in_time(ctx_t *request, struct connection *connection)
{
    ctx_cancel_t *cancel;
    ctx_t *detached = ctx_without_cancel(request);
    bool closed = db_close(ctx_with_timeout(detached, CTX_S(1), &cancel), connection);
    ctx_release(cancel);
    ctx_drop(detached);
    return closed;
}

bool copy_table(ctx_t *request, struct table *table)
{
    bool whole = true;
    struct connection *connection = db_connect(request, table);
    if (connection == NULL)
        return false;
    while (whole && db_more(connection))
        whole = db_copy_row(request, connection);
    if (!close_in_time(request, connection))
        report_open(table);
    return whole;
}
