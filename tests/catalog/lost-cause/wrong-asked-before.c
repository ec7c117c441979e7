/* expect: reason-lost — asks the line before it has ended */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

static const ctx_error_t *said;

static void write_record(ctx_t *ctx, void *call)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx, CTX_S(5), &cancel);
    file_record(bounded, call, said);
}

void take_call(ctx_t *line, struct call *call)
{
    const ctx_error_t *reason = ctx_cause(line);
    talk(line, call);
    ctx_kept ctx_t *detached = ctx_without_cancel(line);
    said = reason;
    task_go(detached, write_record, call);
}
