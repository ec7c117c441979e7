/* expect: pass — how long each attempt may take, in a constant table */
#include "exercise.h"

static const ctx_ns_t patience[] = {CTX_MS(100), CTX_MS(200), CTX_MS(300), CTX_MS(400), CTX_MS(500)};
#define LONGEST (sizeof patience / sizeof *patience - 1)

bool ping_with_retry(ctx_t *ctx, struct host *host, int attempts)
{
    bool answered = false;
    for (size_t attempt = 0; !answered && attempt < (size_t)(attempts > 0 ? attempts : 0); attempt++) {
        ctx_cancel_t *cancel;
        ctx_t *bounded = ctx_with_timeout(ctx, patience[attempt < LONGEST ? attempt : LONGEST], &cancel);
        answered = send_ping(bounded, host) == PING_ANSWERED;
        ctx_release(cancel);
    }
    return answered;
}
