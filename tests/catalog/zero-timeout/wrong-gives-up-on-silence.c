/* expect: missing-work — a host that falls silent is not asked again */
#include "exercise.h"

static ping_t try_once(ctx_t *ctx, struct host *host, int attempt)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx, attempt * CTX_MS(100), &cancel);
    return send_ping(bounded, host);
}

bool ping_with_retry(ctx_t *ctx, struct host *host, int attempts)
{
    for (int attempt = 0; attempt < attempts; attempt++)
        switch (try_once(ctx, host, attempt + 1)) {
        case PING_ANSWERED: return true;
        case PING_REFUSED: break;
        case PING_GAVE_UP: return false;
        }
    return false;
}
