/* expect: dominated-deadline — two limits: ten in ten */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

static answer_t drive(ctx_t *query, int key)
{
    ctx_ns_t deadline = CTX_NO_DEADLINE;
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx_deadline(query, &deadline);
    ctx_t *wire = ctx_with_deadline(query, deadline, &cancel);
    return send_query(wire, key);
}

static answer_t query(ctx_t *service, int key)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *query = ctx_with_timeout(service, CTX_S(10), &cancel);
    return drive(query, key);
}

static answer_t call_service(ctx_t *request, int key)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *service = ctx_with_timeout(request, CTX_S(20), &cancel);
    return query(service, key);
}

answer_t look_up(ctx_t *server, int key)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *request = ctx_with_timeout(server, CTX_S(30), &cancel);
    return call_service(request, key);
}
