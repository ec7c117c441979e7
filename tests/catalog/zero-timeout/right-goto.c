/* expect: pass — one function, released by hand, doubling instead of multiplying */
#include "exercise.h"

bool ping_with_retry(ctx_t *ctx, struct host *host, int attempts)
{
    ctx_ns_t patience = CTX_MS(100);
    ctx_cancel_t *cancel;
    ping_t ping;
again:
    if (attempts-- == 0)
        return false;
    ping = send_ping(ctx_with_deadline(ctx, ctx_now() + patience, &cancel), host);
    ctx_release(cancel);
    patience *= 2;
    if (ping != PING_ANSWERED)
        goto again;
    return true;
}
