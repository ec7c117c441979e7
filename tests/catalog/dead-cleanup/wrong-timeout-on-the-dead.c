/* expect: missing-work — a new timeout on a context that has ended */
#include "exercise.h"

bool copy_table(ctx_t *request, struct table *table)
{
    bool whole = true;
    struct connection *connection = db_connect(request, table);
    if (connection == NULL)
        return false;
    while (whole && db_more(connection))
        whole = db_copy_row(request, connection);
    ctx_auto ctx_cancel_t *cancel = NULL;
    if (!db_close(ctx_with_timeout(request, CTX_S(1), &cancel), connection))
        report_open(table);
    return whole;
}
