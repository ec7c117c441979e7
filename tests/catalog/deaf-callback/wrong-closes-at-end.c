/* expect: wrong-result missing-work — closes the bar when the export is over */
#include "exercise.h"

static void customer_left(void *arg)
{
    close_bar(arg);
}

void run_export(ctx_t *request, struct export *export)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    while (write_part(detached, export))
        move_bar(export);
    customer_left(export);
}
