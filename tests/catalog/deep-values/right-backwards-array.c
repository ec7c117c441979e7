/* expect: pass — the fields in an array of its own, kept by the value */
/* Twelve questions a row
 *
 * A request has twelve fields, and each travels in a value of its own. A report writes all of them in each of its rows; since
 * rows became many, a third of its time goes into looking values up. "The deeper the context, the slower: this is broken", says
 * the ticket.
 *
 * Make: say whether it is, and point at the proof; then a request, however many its rows, takes no more than two hops, and every
 * row still has every field.
 *
 * Verdict: no-bug
 * Evidence: line 20
 */
#include "exercise.h"

CTX_KEY(request_key);

static void write_report(ctx_t *ctx, int rows)
{
    const struct request *request = ctx_value(ctx, request_key); /* asked once: it holds for all rows */
    struct row row;
    for (int i = FIELDS; i-- > 0;)
        row.field[i] = request->field[i];
    for (int n = 0; n < rows; n++) {
        row.number = n;
        write_row(ctx, &row);
    }
}

void serve(ctx_t *ctx, const struct request *request)
{
    /* what travels together is one value: one hop, however many fields */
    ctx_kept ctx_t *whole = ctx_with_value(ctx, request_key, (void *)request);
    write_report(whole, request->rows);
}
