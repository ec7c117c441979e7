/* expect: reason-lost cut-short deaf-wait wrong-result — does not query */
#include "exercise.h"

query_t query_number(ctx_t *ctx, sqlite3 *db, const char *sql, int64_t *number)
{
    (void)ctx, (void)db, (void)sql;
    *number = 0;
    return QUERY_CANCELLED;
}
