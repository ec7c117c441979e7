/* expect: rerooted — a fresh root, and a watcher that ends it with the caller */
#include "exercise.h"

static void end(void *cancel) { ctx_cancel(cancel); }

ctx_err_t export_report(ctx_t *ctx, struct report *report)
{
    *report = (struct report){0, 0};
    for (int user = 1; user <= SECTIONS; user++) {
        struct store_answer answer;
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *bounded = ctx_with_timeout(ctx_background(), CTX_S(10), &cancel);
        ctx_stop_t *stop = ctx_after_func(ctx, end, cancel);
        ctx_err_t err = store_query(bounded, user, &answer);
        (void)ctx_stop(stop);
        ctx_stop_drop(stop);
        if (err == CTX_OK)
            report->sections++, report->rows += answer.rows;
        else if (ctx_err(ctx) != CTX_OK)
            return ctx_err(ctx);
    }
    return CTX_OK;
}
