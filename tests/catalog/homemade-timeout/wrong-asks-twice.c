/* expect: reason-lost — asks again itself */
/* Verdict: bug
 * Evidence: line 16
 */
#include "exercise.h"

ctx_err_t ask(ctx_t *caller, struct server *server)
{
    ctx_err_t err = CTX_OK;
    for (int i = 0; i < 2; i++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        err = call_server(ctx_with_timeout(caller, CTX_MS(500), &cancel), server);
        if (err == CTX_OK)
            break;
    }
    return err;
}
