/* expect: cut-short — stops the hook, and does not wait for one that has started */
#include "exercise.h"

static void interrupt(void *arg)
{
    interrupt_query(arg);
}

query_t query_number(ctx_t *ctx, sqlite3 *db, const char *sql, int64_t *number)
{
    sqlite3_stmt *statement;
    if (ctx_err(ctx) != CTX_OK)
        return QUERY_CANCELLED;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        return QUERY_FAILED;
    /* the query cannot listen: somebody else interrupts it, and is over before the next query begins */
    ctx_stop_t *stop = ctx_after_func(ctx, interrupt, db);
    int step = sqlite3_step(statement);
    (void)ctx_stop(stop);
    ctx_stop_drop(stop);
    if (step == SQLITE_ROW)
        *number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return step == SQLITE_ROW ? QUERY_OK : (ctx_err(ctx) != CTX_OK ? QUERY_CANCELLED : QUERY_FAILED);
}
