/* expect: missing-work wrong-result — closes before the work is over */
#include "exercise.h"

bool copy_table(ctx_t *request, struct table *table)
{
    bool whole = true;
    struct connection *connection = db_connect(request, table);
    if (connection == NULL)
        return false;
    if (!db_close(request, connection))
        report_open(table);
    while (whole && db_more(connection))
        whole = db_copy_row(request, connection);
    return whole;
}
