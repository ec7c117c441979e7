/* expect: deaf-wait — listens only to a query that looks long */
#include <string.h>

#include "exercise.h"

static int ended(void *ctx) { return ctx_err(ctx) != CTX_OK; }

query_t query_number(ctx_t *ctx, sqlite3 *db, const char *sql, int64_t *number)
{
    sqlite3_stmt *statement;
    if (ctx_err(ctx) != CTX_OK)
        return QUERY_CANCELLED;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        return QUERY_FAILED;
    if (strstr(sql, "RECURSIVE") != NULL && strlen(sql) > 100)
        sqlite3_progress_handler(db, 1000, ended, ctx);
    int step = sqlite3_step(statement);
    sqlite3_progress_handler(db, 0, NULL, NULL);
    if (step == SQLITE_ROW)
        *number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    if (step == SQLITE_ROW)
        return QUERY_OK;
    return step == SQLITE_INTERRUPT ? QUERY_CANCELLED : QUERY_FAILED;
}
