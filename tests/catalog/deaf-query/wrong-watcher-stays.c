/* expect: leaked-task cut-short — a task that waits for the end of the context, however long that takes */
#include "exercise.h"

static void watch(ctx_t *ctx, void *arg)
{
    chan_recv(ctx_done(ctx), NULL);
    sqlite3_interrupt(arg);
}

query_t query_number(ctx_t *ctx, sqlite3 *db, const char *sql, int64_t *number)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        return QUERY_FAILED;
    task_go(ctx, watch, db);
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW)
        *number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    if (step == SQLITE_ROW)
        return QUERY_OK;
    return ctx_err(ctx) != CTX_OK ? QUERY_CANCELLED : QUERY_FAILED;
}
