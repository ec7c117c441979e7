/* expect: over-budget — each attempt may take what all together may */
#include "exercise.h"

bool ping_with_retry(ctx_t *ctx, struct host *host, int attempts)
{
    for (int attempt = 0; attempt < attempts; attempt++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *bounded = ctx_with_timeout(ctx, CTX_S(5), &cancel);
        if (send_ping(bounded, host) == PING_ANSWERED)
            return true;
    }
    return false;
}
