/* expect: pass — one progress handler for ever, which asks for the query of now */
#include "exercise.h"

static ctx_t *of_now; /* whose query runs; NULL: nobody's */

static int ended(void *unused)
{
    (void)unused;
    return of_now != NULL && ctx_err(of_now) != CTX_OK;
}

static query_t step_once(sqlite3_stmt *statement, int64_t *number)
{
    switch (sqlite3_step(statement)) {
    case SQLITE_ROW:
        *number = sqlite3_column_int64(statement, 0);
        return QUERY_OK;
    case SQLITE_INTERRUPT:
        return QUERY_CANCELLED;
    default:
        return QUERY_FAILED;
    }
}

query_t query_number(ctx_t *ctx, sqlite3 *db, const char *sql, int64_t *number)
{
    sqlite3_stmt *statement;
    sqlite3_progress_handler(db, 5000, ended, NULL);
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        return QUERY_FAILED;
    of_now = ctx;
    query_t result = step_once(statement, number);
    of_now = NULL;
    sqlite3_finalize(statement);
    return result;
}
