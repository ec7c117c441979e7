/* expect: pass — a context of its own kind that knows all fields, asked once */
/* Twelve questions a row
 *
 * Verdict: no-bug
 * Evidence: line 20
 */
#include <stdlib.h>

#include "exercise.h"

CTX_KEY(all_fields);

struct known {
    ctx_custom_t base;
    const struct request *request;
};

static void *answer(ctx_custom_t *self, ctx_key_t key)
{
    const struct known *known = (struct known *)self;
    return key.type == all_fields.type ? (void *)known->request : ctx_value(ctx_custom_inner(self), key);
}

static void gone(ctx_custom_t *self) { free(self); }

void serve(ctx_t *ctx, const struct request *request)
{
    static const ctx_ops_t ops = {.type_name = "request", .value = answer, .destroy = gone};
    struct known *known = calloc(1, sizeof *known);
    known->request = request;
    ctx_kept ctx_t *whole = ctx_custom_init(&known->base, &ops, ctx);
    const struct request *found = ctx_value(whole, all_fields);
    struct row row;
    for (int i = 0; i < FIELDS; i++)
        row.field[i] = found->field[i];
    for (row.number = 0; row.number < found->rows; row.number++)
        write_row(whole, &row);
}
