/* expect: pass — a share of the 5 s each, by a deadline */
#include "exercise.h"

static ping_t ping_until(ctx_t *ctx, struct host *host, ctx_ns_t end)
{
    ctx_cancel_t *cancel;
    ping_t ping = send_ping(ctx_with_deadline(ctx, end, &cancel), host);
    ctx_release(cancel);
    return ping;
}

bool ping_with_retry(ctx_t *ctx, struct host *host, int attempts)
{
    ctx_ns_t share = CTX_S(5) / (attempts > 0 ? attempts : 1);
    bool answered = false;
    while (!answered && attempts-- > 0)
        answered = ping_until(ctx, host, ctx_after(ctx_now(), share)) == PING_ANSWERED;
    return answered;
}
