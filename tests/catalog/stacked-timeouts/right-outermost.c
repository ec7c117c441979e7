/* expect: pass — the ten seconds are set where the lookup begins */
/* Verdict: no-bug
 * Evidence: line 32
 */
#include "exercise.h"

static answer_t drive(ctx_t *query, int key)
{
    return send_query(query, key); /* the deadline comes with the context */
}

static answer_t query(ctx_t *service, int key)
{
    /* the soonest of the four was always this one: the others could never ring first */
    return drive(service, key);
}

static answer_t call_service(ctx_t *request, int key)
{
    return query(request, key);
}

answer_t look_up(ctx_t *server, int key)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    return call_service(ctx_with_timeout(server, CTX_S(10), &cancel), key);
}
