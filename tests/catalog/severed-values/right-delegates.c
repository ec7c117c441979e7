/* expect: pass — a wrapper on the stack that delegates */
#include "exercise.h"

CTX_KEY(trace_key);

struct traced {
    ctx_custom_t base;
    int trace;
};

static void *traced_value(ctx_custom_t *self, ctx_key_t key)
{
    struct traced *t = (struct traced *)self;
    return key.type == trace_key.type ? &t->trace : ctx_value(ctx_custom_inner(self), key);
}

ctx_err_t serve(ctx_t *ctx, int trace)
{
    static const ctx_ops_t ops = {.type_name = "traced", .value = traced_value};
    struct traced traced = {.trace = trace};
    ctx_kept ctx_t *outer = ctx_custom_init(&traced.base, &ops, ctx);
    ctx_cancel_t *cancel;
    ctx_t *bounded = ctx_with_timeout(outer, CTX_S(2), &cancel);
    ctx_err_t err = backend_call(bounded, *(int *)ctx_value(bounded, trace_key));
    ctx_release(cancel);
    return err;
}
