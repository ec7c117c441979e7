/* expect: improved — the right answer, and nothing improved */
/* Six coats
 *
 * Verdict: no-bug
 * Evidence: line 50
 */
#include <stdlib.h>

#include "exercise.h"

struct coat {
    ctx_custom_t base;
    int which;
    const char *fact;
};

static void *coat_value(ctx_custom_t *self, ctx_key_t key)
{
    const struct coat *coat = (const struct coat *)self;
    if (fact_of(key) == coat->which)
        return (void *)coat->fact;
    return ctx_value(ctx_custom_inner(self), key);
}

static void coat_destroy(ctx_custom_t *self) { free(self); }

/* A context that knows one fact more than the one it takes in, which becomes its own. Owned. */
static ctx_t *put_on(ctx_t *inner, int which, const char *fact)
{
    static const ctx_ops_t ops = {.type_name = "coat", .value = coat_value, .destroy = coat_destroy};
    ctx_kept ctx_t *held = inner;
    struct coat *coat = calloc(1, sizeof *coat);
    coat->which = which;
    coat->fact = fact;
    return ctx_custom_init(&coat->base, &ops, held);
}

ctx_err_t serve(ctx_t *ctx, const struct request *request)
{
    ctx_kept ctx_t *whole = ctx_keep(ctx);
    for (int i = 0; i < FACTS; i++)
        whole = put_on(whole, i, request->fact[i]);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_timeout(whole, CTX_S(2), &cancel);
    return call_backend(limited, request);
}
