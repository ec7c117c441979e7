/* The connections nobody closes
 *
 * A table is copied over a connection that is closed at the end, whatever happened. When customers leave in the middle, the
 * copying stops as it should; and since the last busy day the database has no connections left.
 *
 * Make: every connection is closed, in the name of its request, also when the request has ended; closing one may take 1 s and no
 * more, and when the request has ended no more rows are copied.
 */
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
    ctx_auto ctx_cancel_t *cancel = NULL;
    if (!db_close(ctx_with_timeout(detached, CTX_S(1), &cancel), connection))
        report_open(table);
    return whole;
}
