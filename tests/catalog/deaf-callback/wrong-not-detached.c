/* expect: cut-short — bell and work on the request */
#include "exercise.h"

static void customer_left(void *arg)
{
    close_bar(arg);
}

void run_export(ctx_t *request, struct export *export)
{
    ctx_t *detached = request;
    ctx_auto_stop ctx_stop_t *bell = ctx_after_func(detached, customer_left, export);
    while (write_part(detached, export))
        move_bar(export);
}
