/* expect: rerooted — the right reason, filed in nobody's name */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

static void write_record(ctx_t *line, void *call)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx_background(), CTX_S(5), &cancel);
    file_record(bounded, call, ctx_cause(line));
}

void take_call(ctx_t *line, struct call *call)
{
    talk(line, call);
    task_go(line, write_record, call);
}
