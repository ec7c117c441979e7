/* expect: pass — a task of its own listens to both, and is joined */
#include "exercise.h"

struct watched {
    sqlite3 *db;
    chan_t *done;
};

static void watch(ctx_t *ctx, void *arg)
{
    struct watched *watched = arg;
    if (chan_recv_ctx(ctx, watched->done, NULL, NULL) != CTX_OK)
        sqlite3_interrupt(watched->db);
}

query_t query_number(ctx_t *ctx, sqlite3 *db, const char *sql, int64_t *number)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        return QUERY_FAILED;
    chan_auto chan_t *done = chan_make_signal();
    struct watched watched = {db, done};
    task_t watcher = task_go(ctx, watch, &watched);
    int step = sqlite3_step(statement);
    chan_close(done);
    task_join(watcher);
    if (step == SQLITE_ROW)
        *number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    if (step == SQLITE_ROW)
        return QUERY_OK;
    return ctx_err(ctx) != CTX_OK ? QUERY_CANCELLED : QUERY_FAILED;
}
