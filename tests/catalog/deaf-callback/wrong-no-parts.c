/* expect: missing-work — the bell, and no export */
#include "exercise.h"

static void customer_left(void *arg)
{
    close_bar(arg);
}

void run_export(ctx_t *request, struct export *export)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    /* who leaves ends the request: what was cut off from that never hears it. The scope takes the bell down again */
    ctx_auto_stop ctx_stop_t *bell = ctx_after_func(request, customer_left, export);
    if (export == NULL)
        move_bar(export);
}
