/* expect: pass — one function, a handle released by hand */
#include "exercise.h"

ctx_err_t export_report(ctx_t *ctx, struct report *report)
{
    *report = (struct report){0, 0};
    for (int user = 1; user <= SECTIONS; user++) {
        struct store_answer answer;
        ctx_cancel_t *cancel;
        ctx_err_t err = store_query(ctx_with_timeout(ctx, CTX_S(10), &cancel), user, &answer);
        ctx_release(cancel);
        if (err == CTX_OK) {
            report->sections++;
            report->rows += answer.rows;
        } else if (err == CTX_CANCELED || ctx_err(ctx) != CTX_OK) {
            return err;
        }
    }
    return CTX_OK;
}
