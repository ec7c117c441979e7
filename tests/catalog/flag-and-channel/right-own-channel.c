/* expect: pass — the other way round: both halves are the span's own, and it listens to its request */
#include <stdatomic.h>
#include <stdlib.h>

#include "exercise.h"

struct span {
    ctx_custom_t base;
    chan_t *done;
    atomic_int err; /* set, then done is closed */
};

static chan_t *span_done(ctx_custom_t *self) { return ((struct span *)self)->done; }

static ctx_err_t span_err(ctx_custom_t *self)
{
    struct span *span = (struct span *)self;
    int err = span->err;
    if (err != CTX_OK)
        chan_recv(span->done, NULL);
    return (ctx_err_t)err;
}

static void span_destroy(ctx_custom_t *self)
{
    chan_drop(((struct span *)self)->done);
    free(self);
}

static void end(struct span *span, ctx_err_t why)
{
    int open = CTX_OK;
    if (atomic_compare_exchange_strong(&span->err, &open, (int)why))
        chan_close(span->done);
}

static void watch(ctx_t *ctx, void *arg)
{
    struct span *span = arg;
    ctx_t *request = ctx_custom_inner(&span->base);
    (void)ctx;
    if (chan_select(CHAN_DONE(request), CHAN_RECV(span->done, NULL)) == 0)
        end(span, ctx_err(request));
}

ctx_t *span_open(ctx_t *request)
{
    static const ctx_ops_t ops = {.type_name = "span", .done = span_done, .err = span_err, .destroy = span_destroy};
    struct span *span = calloc(1, sizeof *span);
    span->done = chan_make_signal();
    ctx_t *ctx = ctx_custom_init(&span->base, &ops, request);
    task_go(ctx, watch, span);
    return ctx;
}

void span_close(ctx_t *span) { end((struct span *)span, CTX_CANCELED); }
