/* expect: no-credit — says that every host has answered */
#include "exercise.h"

bool ping_with_retry(ctx_t *ctx, struct host *host, int attempts)
{
    (void)ctx, (void)host, (void)attempts;
    return true;
}
