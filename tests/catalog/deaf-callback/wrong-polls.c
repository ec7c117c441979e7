/* expect: spin — a task that looks every millisecond */
#include <stdatomic.h>

#include "exercise.h"

struct poll {
    atomic_bool over;
    struct export *export;
};

static void poll(ctx_t *request, void *arg)
{
    struct poll *p = arg;
    while (!p->over && ctx_err(request) == CTX_OK)
        task_sleep(CTX_MS(1));
    if (!p->over)
        close_bar(p->export);
}

void run_export(ctx_t *request, struct export *export)
{
    struct poll p = {.export = export};
    task_t task = task_go(request, poll, &p);
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    while (write_part(detached, export))
        move_bar(export);
    p.over = true;
    task_join(task);
}
