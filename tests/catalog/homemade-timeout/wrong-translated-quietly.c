/* expect: reason-lost — the alarm leaves a note, and the note is the err; the server knows no deadline */
/* The alarm that works
 *
 * A client asks a slow server and gives up after a second, with an alarm of its own: a task that waits and cancels. It never
 * crashes, the second is kept to the millisecond; yet the caller's retry, which should ask again after a timeout, never does.
 *
 * Make: say whether the alarm is at fault, and point at the proof; then give the retry what it needs.
 *
 * Verdict: (bug | no-bug)
 * Evidence: (event N | line N | count NAME=V, of the program as shipped)
 */
#include "exercise.h"

static void alarm_clock(ctx_t *ctx, void *cancel)
{
    if (task_sleep_ctx(ctx, CTX_S(1)) == CTX_OK)
        ctx_cancel_cause(cancel, &ctx_error_deadline_exceeded);
}

ctx_err_t ask(ctx_t *caller, struct server *server)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(caller, &cancel);
    task_t alarm = task_go(ctx, alarm_clock, cancel);
    ctx_err_t err = call_server(ctx, server);
    if (err != CTX_OK && ctx_cause(ctx) == &ctx_error_deadline_exceeded)
        err = CTX_DEADLINE_EXCEEDED;
    ctx_cancel(cancel);
    task_join(alarm);
    return err;
}
