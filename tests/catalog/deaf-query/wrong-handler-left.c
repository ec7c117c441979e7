/* expect: cut-short use-after-release — the progress handler stays when the query is over */
#include "exercise.h"

static int ended(void *ctx) { return ctx_err(ctx) != CTX_OK; }

query_t query_number(ctx_t *ctx, sqlite3 *db, const char *sql, int64_t *number)
{
    sqlite3_stmt *statement;
    if (ctx_err(ctx) != CTX_OK)
        return QUERY_CANCELLED;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        return QUERY_FAILED;
    sqlite3_progress_handler(db, 1000, ended, ctx);
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW)
        *number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    if (step == SQLITE_ROW)
        return QUERY_OK;
    return step == SQLITE_INTERRUPT ? QUERY_CANCELLED : QUERY_FAILED;
}
