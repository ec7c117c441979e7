/* expect: pass — the layers stay, the innermost has the limit */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

#define LAYER(name, next) \
    static answer_t name(ctx_t *ctx, int key) { return next(ctx, key); }

static answer_t drive(ctx_t *ctx, int key)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    return send_query(ctx_with_deadline(ctx, ctx_after(ctx_now(), CTX_S(10)), &cancel), key);
}

LAYER(query, drive)
LAYER(call_service, query)

answer_t look_up(ctx_t *server, int key) { return call_service(server, key); }
