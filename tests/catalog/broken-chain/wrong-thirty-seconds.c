/* expect: over-budget — half a minute for a section */
#include "exercise.h"

static ctx_err_t section_rows(ctx_t *ctx, int user, int *rows)
{
    struct store_answer answer;
    ctx_err_t err = store_query(ctx, user, &answer);
    if (err == CTX_OK)
        *rows = answer.rows;
    return err;
}

static ctx_err_t one_section(ctx_t *ctx, int user, struct report *report)
{
    int rows;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx, CTX_S(30), &cancel);
    ctx_err_t err = section_rows(bounded, user, &rows);
    if (err == CTX_DEADLINE_EXCEEDED && ctx_err(ctx) == CTX_OK)
        return CTX_OK; /* too slow: left out */
    if (err == CTX_OK) {
        report->sections++;
        report->rows += rows;
    }
    return err;
}

static ctx_err_t all_sections(ctx_t *ctx, struct report *report)
{
    for (int user = 1; user <= SECTIONS; user++) {
        ctx_err_t err = one_section(ctx, user, report);
        if (err != CTX_OK)
            return err;
    }
    return CTX_OK;
}

ctx_err_t export_report(ctx_t *ctx, struct report *report)
{
    *report = (struct report){0, 0};
    return all_sections(ctx, report);
}
