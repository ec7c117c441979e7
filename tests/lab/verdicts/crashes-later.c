/* Fails by what it is not about first, and crashes in the schedules that come after. */
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
    int *volatile nowhere = NULL;
    if (!span->closed)
        return ctx_err(ctx_custom_inner(self));
    ctx_ns_t limit;
    if (!ctx_deadline(ctx_custom_inner(self), &limit) && ctx_err(ctx_custom_inner(self)) == CTX_OK)
        *nowhere = 1; /* where the log would be told too soon */
    return CTX_CANCELED;
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
    ctx_cancel(span->cancel);
}
