/* expect: over-budget reason-lost missing-work wrong-result — asks again by itself */
/* Verdict: bug
 * Evidence: line 16
 */
#include "exercise.h"

ctx_err_t ask(ctx_t *caller, struct server *server)
{
    /* a deadline of the context's own: its err says which of the two ends it was */
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(caller, CTX_S(1), &cancel);
    ctx_err_t err = call_server(ctx, server);
    return err == CTX_OK ? err : call_server(caller, server);
}
