/* expect: wrong-result missing-work — a cancel below the detached one, and the bell on that */
#include "exercise.h"

static void customer_left(void *arg)
{
    close_bar(arg);
}

void run_export(ctx_t *request, struct export *export)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ended = ctx_with_cancel(detached, &cancel);
    ctx_stop_t *bell = ctx_after_func(ended, customer_left, export);
    while (write_part(detached, export))
        move_bar(export);
    ctx_stop_drop(bell);
}
