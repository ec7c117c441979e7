/* expect: rerooted reason-lost — the caller is not heard any more */
/* Verdict: bug
 * Evidence: line 16
 */
#include "exercise.h"

ctx_err_t ask(ctx_t *caller, struct server *server)
{
    /* a deadline of the context's own: its err says which of the two ends it was */
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)caller;
    ctx_t *ctx = ctx_with_timeout(ctx_background(), CTX_S(1), &cancel);
    return call_server(ctx, server);
}
