/* expect: deaf-wait — a fresh root: the shutdown is not heard */
/* Verdict: no-bug
 * Evidence: count timers=4
 */
#include "exercise.h"

answer_t look_up(ctx_t *server, int key)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)server;
    return send_query(ctx_with_timeout(ctx_background(), CTX_S(10), &cancel), key);
}
