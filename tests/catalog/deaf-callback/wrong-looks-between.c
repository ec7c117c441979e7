/* expect: late-work — asks between two parts */
#include "exercise.h"

static void customer_left(void *arg)
{
    close_bar(arg);
}

void run_export(ctx_t *request, struct export *export)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    bool closed = false;
    while (write_part(detached, export))
        if (ctx_err(request) == CTX_OK)
            move_bar(export);
        else if (!closed)
            closed = (customer_left(export), true);
}
