/* expect: pass — the limit inside the innermost call, by a deadline */
#include "exercise.h"

static ctx_err_t section(ctx_t *ctx, int user, struct store_answer *answer)
{
    ctx_cancel_t *cancel;
    ctx_err_t err = store_query(ctx_with_deadline(ctx, ctx_after(ctx_now(), CTX_S(10)), &cancel), user, answer);
    ctx_release(cancel);
    return err;
}

ctx_err_t export_report(ctx_t *ctx, struct report *report)
{
    *report = (struct report){0, 0};
    for (int user = 1; user <= SECTIONS; user++) {
        struct store_answer answer;
        switch (section(ctx, user, &answer)) {
        case CTX_OK:
            report->sections++;
            report->rows += answer.rows;
            continue;
        default:
            if (ctx_err(ctx) != CTX_OK)
                return ctx_err(ctx);
        }
    }
    return CTX_OK;
}
