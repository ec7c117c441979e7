/* expect: pass — stopped and dropped by hand */
#include "exercise.h"

static void customer_left(void *arg)
{
    close_bar(arg);
}

void run_export(ctx_t *request, struct export *export)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    ctx_stop_t *bell = ctx_after_func(request, customer_left, export);
    while (write_part(detached, export))
        move_bar(export);
    (void)ctx_stop(bell);
    ctx_stop_drop(bell);
}
