/* expect: over-budget — the operator waits for the archive */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

static void write_record(ctx_t *line, void *call)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *detached = ctx_without_cancel(line);
    ctx_t *bounded = ctx_with_timeout(detached, CTX_S(5), &cancel);
    file_record(bounded, call, ctx_cause(line));
}

void take_call(ctx_t *line, struct call *call)
{
    talk(line, call);
    write_record(line, call);
}
