/* The first ping is never sent
 *
 * A monitor pings its hosts, with a time limit on each attempt. The packet dump shows one ping less than the log has attempts,
 * and hosts that answer the first ping slowly are reported as dead.
 *
 * Make: as many pings go out as there are attempts, and each is bounded: a host that falls silent after its first ping costs
 * 5 s at most in all.
 */
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
        if (try_once(ctx, host, attempt) == PING_ANSWERED)
            return true;
    return false;
}
