/* expect: over-budget — takes the timeouts away: one silent host eats the round */
#include "exercise.h"

static ping_t try_once(ctx_t *ctx, struct host *host, int attempt)
{
    (void)attempt;
    return send_ping(ctx, host);
}

bool ping_with_retry(ctx_t *ctx, struct host *host, int attempts)
{
    for (int attempt = 0; attempt < attempts; attempt++)
        if (try_once(ctx, host, attempt) == PING_ANSWERED)
            return true;
    return false;
}
