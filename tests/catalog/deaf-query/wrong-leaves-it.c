/* expect: deaf-wait leaked-task — returns when the client leaves, and the query works on */
#include <stdlib.h>

#include "exercise.h"

struct query {
    sqlite3 *db;
    const char *sql;
    chan_t *done;
    int64_t number;
    query_t result;
};

static void run(ctx_t *ctx, void *arg)
{
    struct query *query = arg;
    sqlite3_stmt *statement;
    (void)ctx;
    query->result = QUERY_FAILED;
    if (sqlite3_prepare_v2(query->db, query->sql, -1, &statement, NULL) == SQLITE_OK) {
        if (sqlite3_step(statement) == SQLITE_ROW) {
            query->number = sqlite3_column_int64(statement, 0);
            query->result = QUERY_OK;
        }
        sqlite3_finalize(statement);
    }
    chan_close(query->done);
}

query_t query_number(ctx_t *ctx, sqlite3 *db, const char *sql, int64_t *number)
{
    struct query *query = calloc(1, sizeof *query);
    *query = (struct query){.db = db, .sql = sql, .done = chan_make_signal()};
    task_go(ctx_background(), run, query);
    if (chan_recv_ctx(ctx, query->done, NULL, NULL) != CTX_OK)
        return QUERY_CANCELLED;
    *number = query->number;
    return query->result;
}
