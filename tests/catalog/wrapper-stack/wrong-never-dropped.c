/* expect: lost-cancel — one coat, and nobody takes it off */
/* Six coats
 *
 * Verdict: no-bug
 * Evidence: line 50
 */
#include <stdlib.h>

#include "exercise.h"

struct coat {
    ctx_custom_t base;
    const char *const *fact; /* all of them */
};

static void *coat_value(ctx_custom_t *self, ctx_key_t key)
{
    const struct coat *coat = (const struct coat *)self;
    if (fact_of(key) >= 0)
        return (void *)coat->fact[fact_of(key)];
    return ctx_value(ctx_custom_inner(self), key);
}

static void coat_destroy(ctx_custom_t *self) { free(self); }

/* A context that knows a request's facts: one node and one hop, however many there are. Owned. */
static ctx_t *put_on(ctx_t *inner, const char *const *fact)
{
    static const ctx_ops_t ops = {.type_name = "coat", .value = coat_value, .destroy = coat_destroy};
    struct coat *coat = calloc(1, sizeof *coat);
    coat->fact = fact;
    return ctx_custom_init(&coat->base, &ops, inner);
}

ctx_err_t serve(ctx_t *ctx, const struct request *request)
{
    ctx_t *whole = put_on(ctx, request->fact);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_timeout(whole, CTX_S(2), &cancel);
    return call_backend(limited, request);
}
