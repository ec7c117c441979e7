/* expect: no-credit — a destructor that never comes to its end */
#include <stdlib.h>

#include "exercise.h"

struct traced {
    ctx_custom_t base;
    int depth;
};

static void destroy(ctx_custom_t *self)
{
    struct traced *traced = (struct traced *)self;
    traced->depth++;
    destroy(self);
    traced->depth--;
}

ctx_err_t serve(ctx_t *ctx, int trace)
{
    static const ctx_ops_t ops = {.type_name = "traced", .destroy = destroy};
    struct traced *traced = calloc(1, sizeof *traced);
    ctx_kept ctx_t *mine = ctx_custom_init(&traced->base, &ops, ctx);
    return backend_call(ctx, trace);
}
