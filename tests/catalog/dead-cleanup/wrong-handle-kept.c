/* expect: lost-cancel — the bound is never given back */
#include "exercise.h"

bool copy_table(ctx_t *request, struct table *table)
{
    bool whole = true;
    struct connection *connection = db_connect(request, table);
    if (connection == NULL)
        return false;
    while (whole && db_more(connection))
        whole = db_copy_row(request, connection);
    /* cleaning up is no part of what was called off: it keeps the request's name, and has a short time of its own */
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    ctx_cancel_t *cancel = NULL;
    if (!db_close(ctx_with_timeout(detached, CTX_S(1), &cancel), connection))
        report_open(table);
    return whole;
}
