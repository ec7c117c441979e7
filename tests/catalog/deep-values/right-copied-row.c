/* expect: pass — one value, copied into a row that is filled once */
/* Twelve questions a row
 *
 * Verdict: no-bug
 * Evidence: count hops=234
 */
#include <string.h>

#include "exercise.h"

CTX_KEY(request_key);

static void write_report(ctx_t *ctx, int rows)
{
    const struct request *request = ctx_value(ctx, request_key); /* asked once: it holds for all rows */
    struct row row = {.number = 0};
    memcpy(row.field, request->field, sizeof row.field);
    for (; row.number < rows; row.number++)
        write_row(ctx, &row);
}

void serve(ctx_t *ctx, const struct request *request)
{
    /* what travels together is one value: one hop, however many fields */
    ctx_kept ctx_t *whole = ctx_with_value(ctx, request_key, (void *)request);
    write_report(whole, request->rows);
}
