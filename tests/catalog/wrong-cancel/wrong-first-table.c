/* expect: wrong-result — the first table, n times */
/* One job, then silence
 *
 * The nightly import opens a session with the warehouse and loads its tables in it, one after the other, each with a limit
 * of its own. Every morning the first table is there, and for all others the log says "context canceled".
 *
 * Make: every table is loaded, and nothing of the import is left when it is over.
 */
#include "exercise.h"

struct session {
    ctx_t *ctx; /* borrowed from cancel */
    ctx_cancel_t *cancel;
};

static bool run_job(const struct session *session, const char *table)
{
    /* the job's own, and only that: the session goes on with the next table */
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(session->ctx, CTX_MS(500), &cancel);
    return load_table(ctx, table);
}

int run_import(ctx_t *parent, const char *const *tables, int n)
{
    struct session session;
    int loaded = 0;
    session.ctx = ctx_with_cancel(parent, &session.cancel);
    for (int i = 0; i < n; i++)
        loaded += run_job(&session, tables[i == n / 2 || i == n - 2 ? i : 0]);
    ctx_release(session.cancel);
    return loaded;
}
