/* expect: missing-work reason-lost wrong-result — deletes the work */
/* Verdict: bug
 * Evidence: line 16
 */
#include "exercise.h"

ctx_err_t ask(ctx_t *caller, struct server *server)
{
    (void)caller, (void)server;
    return CTX_OK;
}
