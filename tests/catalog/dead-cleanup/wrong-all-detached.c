/* expect: late-work — the copying goes on as well */
#include "exercise.h"

bool copy_table(ctx_t *request, struct table *table)
{
    bool whole = true;
    struct connection *connection = db_connect(request, table);
    if (connection == NULL)
        return false;
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    while (whole && db_more(connection))
        whole = db_copy_row(detached, connection);
    ctx_auto ctx_cancel_t *cancel = NULL;
    if (!db_close(ctx_with_timeout(detached, CTX_S(1), &cancel), connection))
        report_open(table);
    return whole;
}
