/* expect: wrong-result lost-cancel — on the request, and left hanging there */
#include "exercise.h"

static void customer_left(void *arg)
{
    close_bar(arg);
}

void run_export(ctx_t *request, struct export *export)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    ctx_stop_t *bell = ctx_after_func(request, customer_left, export);
    ctx_stop_drop(bell);
    while (write_part(detached, export))
        move_bar(export);
}
