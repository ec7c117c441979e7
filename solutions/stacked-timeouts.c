/* Timers for everybody
 *
 * Each layer of this lookup sets a limit of its own, as the house rules ask: 30 s, 20 s, 10 s, and the driver once more what
 * it was given. A profile of the busy service shows four timers a request. "Four limits, four times as safe", says the rule.
 *
 * Make: say whether it does harm, and point at the proof; then keep a limit of 10 s a lookup with as little as it takes.
 *
 * Verdict: no-bug
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
