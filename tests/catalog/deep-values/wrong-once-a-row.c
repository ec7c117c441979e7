/* expect: improved — one struct, asked for in each row */
/* Twelve questions a row
 *
 * Verdict: no-bug
 * Evidence: line 20
 */
#include "exercise.h"

CTX_KEY(request_key);

static void write_report(ctx_t *ctx, int rows)
{
    for (int n = 0; n < rows; n++) {
        struct row row = {.number = n};
        const struct request *request = ctx_value(ctx, request_key);
        for (int i = 0; i < FIELDS; i++)
            row.field[i] = request->field[i];
        write_row(ctx, &row);
    }
}

void serve(ctx_t *ctx, const struct request *request)
{
    /* what travels together is one value: one hop, however many fields */
    ctx_kept ctx_t *whole = ctx_with_value(ctx, request_key, (void *)request);
    write_report(whole, request->rows);
}
