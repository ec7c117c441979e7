/* expect: cut-short — a hook for everybody that does not wait for the end */
#include "exercise.h"

struct hook {
    sqlite3 *db;
    chan_t *ran;
};

static void interrupt(void *arg)
{
    struct hook *hook = arg;
    interrupt_query(hook->db);
    chan_close(hook->ran);
}

query_t query_number(ctx_t *ctx, sqlite3 *db, const char *sql, int64_t *number)
{
    sqlite3_stmt *statement;
    if (ctx_err(ctx) != CTX_OK)
        return QUERY_CANCELLED;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        return QUERY_FAILED;
    /* the query cannot listen: somebody else interrupts it, and is over before the next query begins */
    chan_auto chan_t *ran = chan_make_signal();
    struct hook hook = {db, ran};
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *gone = ctx_with_timeout(ctx, CTX_MS(500), &cancel);
    ctx_stop_t *stop = ctx_after_func(gone, interrupt, &hook);
    int step = sqlite3_step(statement);
    if (!ctx_stop(stop))
        chan_recv(ran, NULL);
    ctx_stop_drop(stop);
    if (step == SQLITE_ROW)
        *number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return step == SQLITE_ROW ? QUERY_OK : (ctx_err(ctx) != CTX_OK ? QUERY_CANCELLED : QUERY_FAILED);
}
