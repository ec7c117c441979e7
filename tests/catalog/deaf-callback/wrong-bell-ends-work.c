/* expect: cut-short wrong-result — the bell on the request, which ends a context that the work is on */
#include "exercise.h"

struct both {
    ctx_cancel_t *cancel;
    struct export *export;
};

static void customer_left(void *arg)
{
    struct both *both = arg;
    close_bar(both->export);
    ctx_cancel(both->cancel);
}

void run_export(ctx_t *request, struct export *export)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *work = ctx_with_cancel(detached, &cancel);
    struct both both = {cancel, export};
    ctx_auto_stop ctx_stop_t *bell = ctx_after_func(request, customer_left, &both);
    while (write_part(work, export))
        move_bar(export);
}
