/* expect: over-budget — tries again what failed, with the minute it wants */
#include "exercise.h"

struct session {
    ctx_t *ctx; /* borrowed from cancel */
    ctx_cancel_t *cancel;
};

static bool run_job(const struct session *session, const char *table)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_timeout(session->ctx, CTX_MS(500), &cancel);
    bool loaded = load_table(ctx, table);
    ctx_release(cancel);
    if (!loaded)
        loaded = load_table(session->ctx, table);
    return loaded;
}

int run_import(ctx_t *parent, const char *const *tables, int n)
{
    struct session session;
    int loaded = 0;
    session.ctx = ctx_with_cancel(parent, &session.cancel);
    for (int i = 0; i < n; i++)
        loaded += run_job(&session, tables[i]);
    ctx_release(session.cancel);
    return loaded;
}
