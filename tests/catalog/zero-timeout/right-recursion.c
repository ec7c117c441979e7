/* expect: pass — counts down by calling itself */
#include "exercise.h"

static bool ping_from(ctx_t *ctx, struct host *host, int attempt, const int attempts)
{
    if (attempt > attempts)
        return false;
    ping_t ping;
    {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ping = send_ping(ctx_with_timeout(ctx, attempt * CTX_MS(100), &cancel), host);
    }
    return ping == PING_ANSWERED || ping_from(ctx, host, attempt + 1, attempts);
}

bool ping_with_retry(ctx_t *ctx, struct host *host, int attempts) { return ping_from(ctx, host, 1, attempts); }
