/* expect: pass — refused at the boundary, and corrected by the caller */
#include "exercise.h"

static ping_t try_once(ctx_t *ctx, struct host *host, ctx_ns_t length)
{
    if (length <= 0)
        return PING_GAVE_UP;
    ctx_auto ctx_cancel_t *cancel = NULL;
    return send_ping(ctx_with_timeout(ctx, length, &cancel), host);
}

bool ping_with_retry(ctx_t *ctx, struct host *host, int attempts)
{
    for (int attempt = 0; attempt < attempts; attempt++) {
        ctx_ns_t length = attempt * CTX_MS(100);
        if (length == 0)
            length = CTX_MS(100);
        if (try_once(ctx, host, length) == PING_ANSWERED)
            return true;
    }
    return false;
}
