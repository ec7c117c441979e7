/* expect: pass — a task that waits for the customer or for the export, and is waited for */
#include "exercise.h"

struct watch {
    chan_t *over;
    struct export *export;
};

static void watch(ctx_t *request, void *arg)
{
    struct watch *w = arg;
    if (chan_select(CHAN_DONE(request), CHAN_RECV(w->over, NULL)) == 0)
        close_bar(w->export);
}

void run_export(ctx_t *request, struct export *export)
{
    chan_auto chan_t *over = chan_make_signal();
    struct watch w = {over, export};
    task_t watcher = task_go(request, watch, &w);
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    while (write_part(detached, export))
        move_bar(export);
    chan_close(over);
    task_join(watcher);
}
