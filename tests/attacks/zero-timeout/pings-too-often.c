/* expect: no-credit — pings until something answers */
#include "exercise.h"

bool ping_with_retry(ctx_t *ctx, struct host *host, int attempts)
{
    for (int i = 0; i < 10 * attempts; i++)
        send_ping(ctx, host);
    return true;
}
