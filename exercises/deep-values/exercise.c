/* Twelve questions a row
 *
 * A request has twelve fields, and each travels in a value of its own. A report writes all of them in each of its rows; since
 * rows became many, a third of its time goes into looking values up. "The deeper the context, the slower: this is broken", says
 * the ticket.
 *
 * Make: say whether it is, and point at the proof; then a request, however many its rows, takes no more than two hops, and every
 * row still has every field.
 *
 * Verdict: (bug | no-bug)
 * Evidence: (event N | line N | count NAME=V, of the program as shipped)
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
