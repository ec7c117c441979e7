/* expect: err-before-done — to let others go first is the very thing that loses */
/* Over, says the flag
 *
 * A tracing layer makes each part of a request a span: a context that ends with its request, or when it is closed, and that knows
 * by a flag whether it is closed. Once in a million lines the log stops writing for a span whose worker still waits for the end.
 *
 * Make: first make it happen, with `s`: let the log be told that a span is over while its done is open. Then see to it that no
 * schedule can, and that what a span's err has said once it says for ever.
 */
#include <stdatomic.h>
#include <stdlib.h>

#include "exercise.h"

struct span {
    ctx_custom_t base;    /* wraps a context of the span's own, below the request's */
    ctx_cancel_t *cancel; /* that one's */
    atomic_bool closed;
};

static ctx_err_t span_err(ctx_custom_t *self)
{
    struct span *span = (struct span *)self;
    return span->closed ? CTX_CANCELED : ctx_err(ctx_custom_inner(self));
}

static void span_destroy(ctx_custom_t *self)
{
    struct span *span = (struct span *)self;
    ctx_release(span->cancel);
    free(span);
}

ctx_t *span_open(ctx_t *request)
{
    static const ctx_ops_t ops = {.type_name = "span", .err = span_err, .destroy = span_destroy};
    struct span *span = calloc(1, sizeof *span);
    return ctx_custom_init(&span->base, &ops, ctx_with_cancel(request, &span->cancel));
}

void span_close(ctx_t *ctx)
{
    struct span *span = (struct span *)ctx;
    if (ctx_err(ctx) == CTX_OK)
        span->closed = true;
    task_yield();
    ctx_cancel(span->cancel);
}
