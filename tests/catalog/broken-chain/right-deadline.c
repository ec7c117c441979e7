/* expect: pass — a deadline instead of a timeout, by recursion */
#include "exercise.h"

static ctx_err_t from(ctx_t *ctx, int user, struct report *report)
{
    struct store_answer answer = {0, 0};
    if (user > SECTIONS)
        return CTX_OK;
    ctx_cancel_t *cancel;
    ctx_t *bounded = ctx_with_deadline(ctx, ctx_after(ctx_now(), CTX_S(10)), &cancel);
    ctx_err_t err = store_query(bounded, user, &answer);
    ctx_release(cancel);
    if (ctx_err(ctx) != CTX_OK)
        return ctx_err(ctx);
    report->sections += err == CTX_OK;
    report->rows += answer.rows;
    return from(ctx, user + 1, report);
}

ctx_err_t export_report(ctx_t *ctx, struct report *report)
{
    *report = (struct report){0, 0};
    return from(ctx, 1, report);
}
