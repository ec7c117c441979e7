/* No reason given
 *
 * When a call ends, a record is filed on the side that says why: hung up, credit used up, line cut. All of them say "no reason".
 * "ctx_without_cancel is broken", writes a reviewer: "it keeps the values, and loses the cause on the way."
 *
 * Decide: is this a bug of ctx_without_cancel? Give the line, or the event or count of the shipped program's run, that proves it.
 * Make: every record is filed and gives the reason that its call ended for; filing takes 200 ms, and no operator waits for it.
 *
 * Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

static void write_record(ctx_t *line, void *call)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    /* what was cut off never ends, and has no reason to tell; the line has one, and can be asked for as long as it is held */
    ctx_kept ctx_t *detached = ctx_without_cancel(line);
    ctx_t *bounded = ctx_with_timeout(detached, CTX_S(5), &cancel);
    file_record(bounded, call, ctx_cause(line));
}

void take_call(ctx_t *line, struct call *call)
{
    talk(line, call);
    task_go(line, write_record, call);
}
