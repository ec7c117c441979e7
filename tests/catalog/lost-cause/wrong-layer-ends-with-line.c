/* expect: cut-short — a layer below the cut, ended with the line, filed on: it has the reason, and the line's end */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

struct ended {
    ctx_t *line;
    ctx_cancel_t *layer;
};

static void relay(void *arg)
{
    struct ended *ended = arg;
    ctx_cancel_cause(ended->layer, ctx_cause(ended->line));
}

static void write_record(ctx_t *line, void *call)
{
    ctx_auto ctx_cancel_t *layer = NULL;
    ctx_kept ctx_t *detached = ctx_without_cancel(line);
    ctx_t *told = ctx_with_cancel_cause(detached, &layer);
    struct ended ended = {line, layer};
    ctx_auto_stop ctx_stop_t *stop = ctx_after_func(line, relay, &ended);
    (void)chan_recv(ctx_done(told), NULL);
    file_record(told, call, ctx_cause(told));
}

void take_call(ctx_t *line, struct call *call)
{
    talk(line, call);
    task_go(line, write_record, call);
}
