/* No reason given
 *
 * When a call ends, a record is filed on the side that says why: hung up, credit used up, line cut. All of them say "no reason".
 * "ctx_without_cancel is broken", writes a reviewer: "it keeps the values, and loses the cause on the way."
 *
 * Decide: is this a bug of ctx_without_cancel? Give the line, or the event or count of the shipped program's run, that proves it.
 * Make: every record is filed and gives the reason that its call ended for; filing takes 200 ms, and no operator waits for it.
 *
 * Verdict: (bug | no-bug)
 * Evidence: (event N | line N | count NAME=V, of the program as shipped)
 */
#include "exercise.h"

static void write_record(ctx_t *ctx, void *call)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx, CTX_S(5), &cancel);
    file_record(bounded, call, ctx_cause(ctx));
}

void take_call(ctx_t *line, struct call *call)
{
    talk(line, call);
    ctx_kept ctx_t *detached = ctx_without_cancel(line);
    task_go(detached, write_record, call);
}
