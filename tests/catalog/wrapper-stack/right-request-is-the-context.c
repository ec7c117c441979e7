/* expect: pass — a copy of the request in the coat, the answer by a switch */
/* Six coats
 *
 * Verdict: no-bug
 * Evidence: count facts found=12
 */
#include <stdlib.h>

#include "exercise.h"

struct coat {
    ctx_custom_t base;
    struct request request;
};

static void *coat_value(ctx_custom_t *self, ctx_key_t key)
{
    const struct coat *coat = (const struct coat *)self;
    int which = fact_of(key);
    switch (which) {
    case -1: return ctx_value(ctx_custom_inner(self), key);
    default: return (void *)coat->request.fact[which];
    }
}

static void coat_destroy(ctx_custom_t *self) { free(self); }

/* A context that knows a request's facts: one node and one hop, however many there are. Owned. */
static ctx_t *put_on(ctx_t *inner, const struct request *request)
{
    static const ctx_ops_t ops = {.type_name = "coat", .value = coat_value, .destroy = coat_destroy};
    struct coat *coat = calloc(1, sizeof *coat);
    coat->request = *request;
    return ctx_custom_init(&coat->base, &ops, inner);
}

ctx_err_t serve(ctx_t *ctx, const struct request *request)
{
    ctx_kept ctx_t *whole = put_on(ctx, request);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_timeout(whole, CTX_S(2), &cancel);
    return call_backend(limited, request);
}
