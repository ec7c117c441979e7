/* expect: reason-lost — what the caller did is called a timeout, too */
/* Verdict: bug
 * Evidence: line 16
 */
#include "exercise.h"

static void alarm_clock(ctx_t *ctx, void *cancel)
{
    if (task_sleep_ctx(ctx, CTX_S(1)) == CTX_OK)
        ctx_cancel(cancel);
}

ctx_err_t ask(ctx_t *caller, struct server *server)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(caller, &cancel);
    task_t alarm = task_go(ctx, alarm_clock, cancel);
    ctx_err_t err = call_server(ctx, server);
    ctx_cancel(cancel);
    task_join(alarm);
    return ctx_err(caller) == CTX_OK && err != CTX_OK ? CTX_DEADLINE_EXCEEDED : err;
}
