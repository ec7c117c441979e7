/* expect: pass — one derivation, one function */
/* Verdict: no-bug
 * Evidence: count timers=4
 */
#include "exercise.h"

answer_t look_up(ctx_t *server, int key)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    return send_query(ctx_with_timeout(server, CTX_S(10), &cancel), key);
}
