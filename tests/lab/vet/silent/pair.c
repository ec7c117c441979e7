/* Contexts that go back to the caller. */
#include "ctx.h"

ctx_t *budget(ctx_t *ctx, int n, ctx_cancel_t **cancel);
ctx_t *budget(ctx_t *ctx, int n, ctx_cancel_t **cancel) { return ctx_with_timeout(ctx, CTX_MS(n), cancel); }

void same(ctx_t *ctx, ctx_t **out);
void same(ctx_t *ctx, ctx_t **out)
{
    *out = ctx;
}
void kept(ctx_t *ctx, ctx_t **out);
void kept(ctx_t *ctx, ctx_t **out)
{
    ctx_t *next = ctx;
    for (int i = 0; i < 3; i++)
        next = ctx;
    *out = ctx_keep(next);
}
