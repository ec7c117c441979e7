/* expect: pass — no value at all: the request is handed on as what it is */
/* Twelve questions a row
 *
 * Verdict: no-bug
 * Evidence: count wrong fields=0
 */
#include "exercise.h"

static void write_report(ctx_t *ctx, const struct request *request)
{
    for (int n = 0; n < request->rows; n++) {
        struct row row = {.number = n};
        for (int i = 0; i < FIELDS; i++)
            row.field[i] = request->field[i];
        write_row(ctx, &row);
    }
}

void serve(ctx_t *ctx, const struct request *request)
{
    write_report(ctx, request);
}
