/* expect: pass — the same as an instant */
/* Verdict: bug
 * Evidence: line 16
 */
#include "exercise.h"

ctx_err_t ask(ctx_t *caller, struct server *server)
{
    /* a deadline of the context's own: its err says which of the two ends it was */
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_deadline(caller, ctx_after(ctx_now(), CTX_S(1)), &cancel);
    return call_server(ctx, server);
}
