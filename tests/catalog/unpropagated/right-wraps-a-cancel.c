/* expect: pass — no done of its own: a cancel context below the parent, wrapped */
#include <stdlib.h>

#include "exercise.h"

CTX_KEY(handle_of_lease);

struct lease {
    ctx_custom_t base;
    ctx_cancel_t *cancel; /* owned */
};

static void lease_destroy(ctx_custom_t *self)
{
    ctx_release(((struct lease *)self)->cancel);
    free(self);
}

ctx_t *lease_take(ctx_t *parent)
{
    static const ctx_ops_t ops = {.type_name = "lease", .destroy = lease_destroy};
    struct lease *lease = calloc(1, sizeof *lease);
    ctx_t *inner = ctx_with_cancel(parent, &lease->cancel);
    return ctx_custom_init(&lease->base, &ops, inner);
}

void lease_end(ctx_t *ctx, ctx_err_t why)
{
    (void)why; /* given up is given up */
    ctx_cancel(((struct lease *)ctx)->cancel);
}
