/* expect: slow-path missing-work late-work — delegates values, and has a done of its own */
#include <stdlib.h>

#include "exercise.h"

CTX_KEY(trace_key);

struct traced {
    ctx_custom_t base;
    ctx_t *parent; /* kept by base */
    int trace;
};

static void *traced_value(ctx_custom_t *self, ctx_key_t key)
{
    struct traced *traced = (struct traced *)self;
    if (key.type == trace_key.type)
        return &traced->trace;
    return ctx_value(traced->parent, key);
}

static chan_t *traced_done(ctx_custom_t *self)
{
    static chan_t *mine;
    (void)self;
    if (mine == NULL)
        mine = chan_make_signal();
    return mine;
}

static void traced_destroy(ctx_custom_t *self) { free(self); }

/* A context that also knows its trace number. Owned. */
static ctx_t *with_trace(ctx_t *parent, int trace)
{
    static const ctx_ops_t ops = {.type_name = "traced", .value = traced_value, .done = traced_done, .destroy = traced_destroy};
    struct traced *traced = calloc(1, sizeof *traced);
    traced->parent = parent;
    traced->trace = trace;
    return ctx_custom_init(&traced->base, &ops, parent);
}

ctx_err_t serve(ctx_t *ctx, int trace)
{
    ctx_kept ctx_t *traced = with_trace(ctx, trace);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(traced, CTX_S(2), &cancel);
    const int *known = ctx_value(bounded, trace_key);
    return backend_call(bounded, known != NULL ? *known : 0);
}
