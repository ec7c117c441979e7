/* expect: pass — detached before the work begins, the limit set when it is over */
#include "exercise.h"

bool copy_table(ctx_t *request, struct table *table)
{
    ctx_kept ctx_t *cleanup = ctx_without_cancel(request);
    bool whole = true;
    struct connection *connection = db_connect(request, table);
    if (connection == NULL)
        return false;
    while (whole && db_more(connection))
        whole = db_copy_row(request, connection);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_deadline(cleanup, ctx_after(ctx_now(), CTX_S(1)), &cancel);
    if (!db_close(limited, connection))
        report_open(table);
    return whole;
}
