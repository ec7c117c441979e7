/* expect: no-credit — a destructor that gives back what is still used */
#include <stdlib.h>

#include "exercise.h"

static void destroy(ctx_custom_t *self) { free(self); }

static void *value(ctx_custom_t *self, ctx_key_t key)
{
    ctx_t *inner = ctx_custom_inner(self);
    ctx_drop(ctx_of_custom(self));
    return ctx_value(inner, key);
}

ctx_err_t serve(ctx_t *ctx, int trace)
{
    static const ctx_ops_t ops = {.type_name = "traced", .value = value, .destroy = destroy};
    ctx_custom_t *traced = calloc(1, sizeof *traced);
    ctx_kept ctx_t *mine = ctx_custom_init(traced, &ops, ctx);
    return backend_call(mine, trace);
}
