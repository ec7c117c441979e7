/* expect: pass — counts from one */
#include "exercise.h"

static ping_t try_once(ctx_t *ctx, struct host *host, int attempt)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx, attempt * CTX_MS(100), &cancel);
    return send_ping(bounded, host);
}

bool ping_with_retry(ctx_t *ctx, struct host *host, int attempts)
{
    for (int attempt = 1; attempt <= attempts; attempt++)
        if (try_once(ctx, host, attempt) == PING_ANSWERED)
            return true;
    return false;
}
