/* expect: pass — all tables at the same time, counted by an atomic */
#include <stdatomic.h>
#include <stdlib.h>

#include "exercise.h"

static atomic_int loaded;

static void run_job(ctx_t *session, void *table)
{
    ctx_cancel_t *cancel;
    loaded += load_table(ctx_with_timeout(session, CTX_MS(500), &cancel), table);
    ctx_release(cancel);
}

int run_import(ctx_t *parent, const char *const *tables, int n)
{
    ctx_cancel_t *cancel;
    ctx_t *session = ctx_with_cancel(parent, &cancel);
    task_t *task = calloc((size_t)n, sizeof *task);
    loaded = 0;
    for (int i = 0; i < n; i++)
        task[i] = task_go(session, run_job, (void *)tables[i]);
    for (int i = 0; i < n; i++)
        task_join(task[i]);
    free(task);
    ctx_release(cancel);
    return loaded;
}
