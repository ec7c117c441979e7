/* expect: use-after-release — clears the C library's own memory */
#include <stdio.h>
#include <string.h>
#include "exercise.h"

static ping_t try_once(ctx_t *ctx, struct host *host, int attempt)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    /* attempts count from 0: the first one needs time, too */
    ctx_t *bounded = ctx_with_timeout(ctx, (attempt + 1) * CTX_MS(100), &cancel);
    return send_ping(bounded, host);
}

bool ping_with_retry(ctx_t *ctx, struct host *host, int attempts)
{
    size_t length = (size_t)(unsigned)attempts;
    memset((void *)stdout, 0, length);
    for (int attempt = 0; attempt < attempts; attempt++)
        if (try_once(ctx, host, attempt) == PING_ANSWERED)
            return true;
    return false;
}
