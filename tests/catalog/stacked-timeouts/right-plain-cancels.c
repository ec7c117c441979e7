/* expect: pass — layers with a cancel of their own, and one limit */
/* Verdict: no-bug
 * Evidence: count timers=4
 */
#include "exercise.h"

static answer_t call_service(ctx_t *request, int key)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *query = ctx_with_timeout(request, CTX_S(10), &cancel);
    return send_query(query, key);
}

answer_t look_up(ctx_t *server, int key)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    return call_service(ctx_with_cancel(server, &cancel), key);
}
