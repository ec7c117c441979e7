/* expect: improved — the right answer, and nothing improved */
/* Twelve questions a row
 *
 * Verdict: no-bug
 * Evidence: line 20
 */
#include "exercise.h"

static void write_report(ctx_t *ctx, int rows)
{
    for (int n = 0; n < rows; n++) {
        struct row row = {.number = n};
        for (int i = 0; i < FIELDS; i++)
            row.field[i] = ctx_value(ctx, field_key(i));
        write_row(ctx, &row);
    }
}

void serve(ctx_t *ctx, const struct request *request)
{
    ctx_t *at = ctx_keep(ctx);
    for (int i = 0; i < FIELDS; i++) {
        ctx_kept ctx_t *above = at;
        at = ctx_with_value(above, field_key(i), (void *)request->field[i]);
    }
    ctx_kept ctx_t *whole = at;
    write_report(whole, request->rows);
}
