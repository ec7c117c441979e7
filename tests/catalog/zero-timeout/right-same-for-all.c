/* expect: pass — the same limit for every attempt; nobody asked for more */
#include "exercise.h"

bool ping_with_retry(ctx_t *ctx, struct host *host, int attempts)
{
    for (int attempt = 0; attempt < attempts; attempt++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *bounded = ctx_with_timeout(ctx, CTX_MS(100), &cancel);
        if (send_ping(bounded, host) == PING_ANSWERED)
            return true;
    }
    return false;
}
