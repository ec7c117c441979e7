/* expect: data-race — the request in a global */
/* Twelve questions a row
 *
 * Verdict: no-bug
 * Evidence: line 20
 */
#include "exercise.h"

static const struct request *current;

static void write_report(ctx_t *ctx, int rows)
{
    const struct request *request = current;
    for (int n = 0; n < rows; n++) {
        struct row row = {.number = n};
        for (int i = 0; i < FIELDS; i++)
            row.field[i] = request->field[i];
        write_row(ctx, &row);
    }
}

void serve(ctx_t *ctx, const struct request *request)
{
    current = request;
    write_report(ctx, request->rows);
}
