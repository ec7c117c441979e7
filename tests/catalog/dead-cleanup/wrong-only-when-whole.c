/* expect: missing-work — closes what was copied whole */
#include "exercise.h"

bool copy_table(ctx_t *request, struct table *table)
{
    bool whole = true;
    struct connection *connection = db_connect(request, table);
    if (connection == NULL)
        return false;
    while (whole && db_more(connection))
        whole = db_copy_row(request, connection);
    if (whole && !db_close(request, connection))
        report_open(table);
    return whole;
}
