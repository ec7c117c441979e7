/* expect: answer-verdict — calls it a bug */
/* Verdict: bug
 * Evidence: line 39
 */
#include "exercise.h"

static answer_t drive(ctx_t *query, int key)
{
    return send_query(query, key); /* the deadline comes with the context */
}

static answer_t query(ctx_t *service, int key)
{
    /* the soonest of the four was always this one: the others could never ring first */
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *query = ctx_with_timeout(service, CTX_S(10), &cancel);
    return drive(query, key);
}

static answer_t call_service(ctx_t *request, int key)
{
    return query(request, key);
}

answer_t look_up(ctx_t *server, int key)
{
    return call_service(server, key);
}
