/* expect: pass — a layer below the cut is ended with the reason when the record is filed, and asked before */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

static void write_record(ctx_t *line, void *call)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *detached = ctx_without_cancel(line);
    ctx_t *reasoned = ctx_with_cancel_cause(detached, &cancel);
    ctx_cancel_cause(cancel, ctx_cause(line));
    ctx_auto ctx_cancel_t *limit = NULL;
    file_record(ctx_with_timeout(detached, CTX_S(5), &limit), call, ctx_cause(reasoned));
}

void take_call(ctx_t *line, struct call *call)
{
    talk(line, call);
    task_go(line, write_record, call);
}
