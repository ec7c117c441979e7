/* The query that outlives its request
 *
 * A report runs a query over years of orders. Customers close the page after a moment; the database works on for minutes for
 * nobody, and the next customer waits for the connection.
 *
 * Make: a query ends within a second of its request's end, lasts as long as it takes where the request goes on, and nothing
 * else that is asked on the connection is disturbed.
 */
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
    ctx_stop_t *stop = ctx_after_func(ctx, interrupt, &hook);
    int step = sqlite3_step(statement);
    if (!ctx_stop(stop))
        chan_recv(ran, NULL);
    ctx_stop_drop(stop);
    if (step == SQLITE_ROW)
        *number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return step == SQLITE_ROW ? QUERY_OK : (ctx_err(ctx) != CTX_OK ? QUERY_CANCELLED : QUERY_FAILED);
}
