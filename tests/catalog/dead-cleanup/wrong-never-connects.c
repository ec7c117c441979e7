/* expect: missing-work — has no connection to close */
#include "exercise.h"

bool copy_table(ctx_t *request, struct table *table)
{
    (void)request, (void)table;
    return false;
}
