/* expect: over-budget reason-lost — no limit */
/* Verdict: bug
 * Evidence: line 16
 */
#include "exercise.h"

ctx_err_t ask(ctx_t *caller, struct server *server)
{
    return call_server(caller, server);
}
