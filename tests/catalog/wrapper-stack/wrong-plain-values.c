/* expect: missing-work wrong-result — one value with all facts, under a key that nobody asks for */
/* Six coats
 *
 * Verdict: no-bug
 * Evidence: line 50
 */
#include "exercise.h"

CTX_KEY(all_facts);

ctx_err_t serve(ctx_t *ctx, const struct request *request)
{
    ctx_kept ctx_t *whole = ctx_with_value(ctx, all_facts, (void *)request);
    ctx_auto ctx_cancel_t *cancel = NULL;
    return call_backend(ctx_with_timeout(whole, CTX_S(2), &cancel), request);
}
