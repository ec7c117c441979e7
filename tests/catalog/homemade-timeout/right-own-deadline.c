/* expect: pass — looks at what is left of the caller's own time first */
/* Verdict: bug
 * Evidence: line 16
 */
#include "exercise.h"

ctx_err_t ask(ctx_t *caller, struct server *server)
{
    /* a deadline of the context's own: its err says which of the two ends it was */
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(caller, CTX_S(1), &cancel);
    if (ctx_err(caller) != CTX_OK)
        return ctx_err(caller);
    return call_server(ctx, server);
}
