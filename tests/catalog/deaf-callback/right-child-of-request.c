/* expect: pass — the bell on a child of the request, ended by the request or silenced first */
#include "exercise.h"

static void customer_left(void *arg) { close_bar(arg); }

void run_export(ctx_t *request, struct export *export)
{
    ctx_cancel_t *cancel;
    ctx_t *customer = ctx_with_cancel(request, &cancel);
    ctx_t *detached = ctx_without_cancel(customer);
    ctx_stop_t *bell = ctx_after_func(customer, customer_left, export);
more:
    if (write_part(detached, export)) {
        move_bar(export);
        goto more;
    }
    ctx_stop(bell);
    ctx_stop_drop(bell);
    ctx_drop(detached);
    ctx_release(cancel);
}
