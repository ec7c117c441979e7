/* expect: missing-work — tries three times, on the same context */
#include "exercise.h"

bool copy_table(ctx_t *request, struct table *table)
{
    bool whole = true;
    struct connection *connection = db_connect(request, table);
    if (connection == NULL)
        return false;
    while (whole && db_more(connection))
        whole = db_copy_row(request, connection);
    bool closed = false;
    for (int i = 0; i < 3 && !closed; i++)
        closed = db_close(request, connection);
    if (!closed)
        report_open(table);
    return whole;
}
