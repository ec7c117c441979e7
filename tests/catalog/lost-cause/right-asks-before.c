/* expect: pass — asks the line where it ends, and hands the answer on */
/* Verdict: no-bug
 * Evidence: line 24
 */
#include <stdlib.h>

#include "exercise.h"

struct record {
    struct call *call;
    const ctx_error_t *reason; /* of a kind that lives for ever */
};

static void write_record(ctx_t *ctx, void *arg)
{
    const struct record *record = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    file_record(ctx_with_timeout(ctx, CTX_S(5), &cancel), record->call, record->reason);
}

void take_call(ctx_t *line, struct call *call)
{
    talk(line, call);
    struct record *record = malloc(sizeof *record);
    *record = (struct record){call, ctx_cause(line)};
    ctx_kept ctx_t *detached = ctx_without_cancel(line);
    task_go_owned(detached, write_record, record, free);
}
