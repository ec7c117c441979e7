/* expect: rejected — leaves the program */
/* Verdict: bug
 * Evidence: line 16
 */
#include <stdlib.h>

#include "exercise.h"

ctx_err_t ask(ctx_t *caller, struct server *server)
{
    (void)caller, (void)server;
    exit(0);
}
