/* expect: pass — a timeout with a cause of its own */
/* Verdict: bug
 * Evidence: line 16
 */
#include "exercise.h"

static const ctx_error_t slow = {.text = "the server took too long", .err = CTX_DEADLINE_EXCEEDED, .timeout = true};
#define WITHIN(length, ctx) ctx_with_timeout_cause((ctx), (length), &slow, &cancel)

ctx_err_t ask(ctx_t *caller, struct server *server)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    return call_server(WITHIN(CTX_S(1), caller), server);
}
