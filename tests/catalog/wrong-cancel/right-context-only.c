/* expect: pass — a job is given the context and cannot reach the session's handle */
#include "exercise.h"

static bool run_job(ctx_t *session, const char *table)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    return load_table(ctx_with_timeout(session, CTX_MS(500), &cancel), table);
}

int run_import(ctx_t *parent, const char *const *tables, int n)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *session = ctx_with_cancel(parent, &cancel);
    int loaded = 0;
    while (n-- > 0)
        loaded += run_job(session, *tables++);
    return loaded;
}
