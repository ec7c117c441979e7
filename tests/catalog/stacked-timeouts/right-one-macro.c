/* expect: pass — all callers are a macro */
/*
 * Verdict: no-bug
 * Evidence: line 39
 */
#include "exercise.h"

#define PASSES_ON(name, next) \
    static answer_t name(ctx_t *ctx, int key) { return next(ctx, key); }

static answer_t query(ctx_t *ctx, int key)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    return send_query(ctx_with_timeout(ctx, CTX_S(10), &cancel), key);
}
PASSES_ON(call_service, query)
PASSES_ON(ask, call_service)

answer_t look_up(ctx_t *server, int key) { return ask(server, key); }
