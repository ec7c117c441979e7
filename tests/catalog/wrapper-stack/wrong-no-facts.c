/* expect: wrong-result — no coat at all */
/* Six coats
 *
 * Verdict: no-bug
 * Evidence: line 50
 */
#include "exercise.h"

ctx_err_t serve(ctx_t *ctx, const struct request *request)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_timeout(ctx, CTX_S(2), &cancel);
    return call_backend(limited, request);
}
