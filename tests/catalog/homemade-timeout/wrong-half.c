/* expect: reason-lost — half a second */
/* Verdict: bug
 * Evidence: line 16
 */
#include "exercise.h"

ctx_err_t ask(ctx_t *caller, struct server *server)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    return call_server(ctx_with_timeout(caller, CTX_MS(500), &cancel), server);
}
