/* expect: leaked-task wrong-result — a task that waits for the request, and nobody tells it that the export is over */
#include "exercise.h"

static void watch(ctx_t *request, void *arg)
{
    chan_select(CHAN_DONE(request));
    close_bar(arg);
}

void run_export(ctx_t *request, struct export *export)
{
    task_go(request, watch, export);
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    while (write_part(detached, export))
        move_bar(export);
}
