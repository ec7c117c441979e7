/* A session keeps its handle; the context is asked of it. Members called ctx that are no contexts. */
#include "ctx.h"

typedef struct session { ctx_cancel_t *cancel; int ctx; struct { int ctx; } in; } session_t;
void session_open(session_t *s, ctx_t *ctx, int number);
void session_open(session_t *s, ctx_t *ctx, int number)
{
    s->ctx = number;
    s->in.ctx = (int)ctx_err(ctx);
    (void)ctx_with_cancel(ctx, &s->cancel);
}
ctx_t *session_ctx(session_t *s);
ctx_t *session_ctx(session_t *s) { return ctx_of_cancel(s->cancel); }
