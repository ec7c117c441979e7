/* expect: pass — a deadline each, by scope; no handle in the structure */
#include "exercise.h"

static bool run_job(ctx_t *session, const char *table)
{
    ctx_auto ctx_cancel_t *job = NULL;
    ctx_t *ctx = ctx_with_deadline(session, ctx_after(ctx_now(), CTX_MS(500)), &job);
    return load_table(ctx, table);
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
