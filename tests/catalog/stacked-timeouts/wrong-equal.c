/* expect: dominated-deadline — the same instant twice */
/* Verdict: no-bug
 * Evidence: count timers=4
 */
#include "exercise.h"

answer_t look_up(ctx_t *server, int key)
{
    ctx_auto ctx_cancel_t *outer = NULL, *inner = NULL;
    ctx_t *query = ctx_with_timeout(server, CTX_S(10), &outer);
    return send_query(ctx_with_timeout(query, CTX_S(10), &inner), key);
}
