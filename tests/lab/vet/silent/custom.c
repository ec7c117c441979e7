/* A context of one's own holds the one it wraps. */
#include <stdlib.h>

#include "ctx.h"

typedef struct tracing { ctx_custom_t base; ctx_t *inner; int asked; } tracing_t;
static ctx_err_t tracing_err(ctx_custom_t *self)
{
    tracing_t *t = (tracing_t *)(void *)self;
    t->asked++;
    return ctx_err(t->inner);
}
static void tracing_gone(ctx_custom_t *self) { free(self); }
static const ctx_ops_t ops = {.type_name = "tracing", .err = tracing_err, .destroy = tracing_gone};

ctx_t *with_tracing(ctx_t *ctx);
ctx_t *with_tracing(ctx_t *ctx)
{
    tracing_t *t = malloc(sizeof *t);
    t->inner = ctx;
    t->asked = 0;
    return ctx_custom_init(&t->base, &ops, ctx);
}
ctx_t *on_nothing(tracing_t *t);
ctx_t *on_nothing(tracing_t *t) { return ctx_custom_init(&t->base, &ops, NULL); }
