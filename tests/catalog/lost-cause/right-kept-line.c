/* expect: pass — the line is kept beside the detached one */
/* Verdict: no-bug
 * Evidence: line 24
 */
#include <stdlib.h>

#include "exercise.h"

struct ended {
    ctx_t *line; /* kept */
    struct call *call;
};

static void write_record(ctx_t *ctx, void *arg)
{
    struct ended *ended = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    file_record(ctx_with_timeout(ctx, CTX_S(5), &cancel), ended->call, ctx_cause(ended->line));
    ctx_drop(ended->line);
}

void take_call(ctx_t *line, struct call *call)
{
    talk(line, call);
    struct ended *ended = calloc(1, sizeof *ended);
    ended->line = ctx_keep(line);
    ended->call = call;
    ctx_kept ctx_t *detached = ctx_without_cancel(line);
    task_go_owned(detached, write_record, ended, free);
}
