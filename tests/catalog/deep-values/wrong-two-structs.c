/* expect: improved — half the fields in each of two values */
/* Twelve questions a row
 *
 * Verdict: no-bug
 * Evidence: line 20
 */
#include "exercise.h"

CTX_KEY(first_half);
CTX_KEY(second_half);

static void write_report(ctx_t *ctx, int rows)
{
    const char *const *first = ctx_value(ctx, first_half), *const *second = ctx_value(ctx, second_half);
    for (int n = 0; n < rows; n++) {
        struct row row = {.number = n};
        for (int i = 0; i < FIELDS; i++)
            row.field[i] = i < 6 ? first[i] : second[i - 6];
        write_row(ctx, &row);
    }
}

void serve(ctx_t *ctx, const struct request *request)
{
    ctx_kept ctx_t *upper = ctx_with_value(ctx, first_half, (void *)request->field);
    ctx_kept ctx_t *whole = ctx_with_value(upper, second_half, (void *)(request->field + 6));
    write_report(whole, request->rows);
}
