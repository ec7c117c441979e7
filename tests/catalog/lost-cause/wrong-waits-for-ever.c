/* expect: leaked-task lost-cancel — waits for the end of what never ends */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

static void write_record(ctx_t *ctx, void *call)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx, CTX_S(5), &cancel);
    (void)chan_recv(ctx_done(ctx), NULL);
    file_record(bounded, call, ctx_cause(ctx));
}

void take_call(ctx_t *line, struct call *call)
{
    talk(line, call);
    ctx_kept ctx_t *detached = ctx_without_cancel(line);
    task_go(detached, write_record, call);
}
