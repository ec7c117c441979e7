/* Timers for everybody
 *
 * Each layer of this lookup sets a limit of its own, as the house rules ask: 30 s, 20 s, 10 s, and the driver once more what
 * it was given. A profile of the busy service shows four timers a request. "Four limits, four times as safe", says the rule.
 *
 * Make: say whether it does harm, and point at the proof; then keep a limit of 10 s a lookup with as little as it takes.
 *
 * Verdict: (bug | no-bug)
 * Evidence: (event N | line N | count NAME=V, of the program as shipped)
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
