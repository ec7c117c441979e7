/* expect: data-race reason-lost — one handle for all */
/* The alarm that works
 *
 * A client asks a slow server and gives up after a second, with an alarm of its own: a task that waits and cancels. It never
 * crashes, the second is kept to the millisecond; yet the caller's retry, which should ask again after a timeout, never does.
 *
 * Make: say whether the alarm is at fault, and point at the proof; then give the retry what it needs.
 *
 * Verdict: bug
 * Evidence: line 16
 */
#include "exercise.h"

ctx_err_t ask(ctx_t *caller, struct server *server)
{
    /* a deadline of the context's own: its err says which of the two ends it was */
    static ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_timeout(caller, CTX_S(1), &cancel);
    ctx_err_t err = call_server(ctx, server);
    ctx_release(cancel);
    return err;
}
