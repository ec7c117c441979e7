/* expect: missing-work — says answered, and sends nothing */
#include "exercise.h"

bool ping_with_retry(ctx_t *ctx, struct host *host, int attempts)
{
    (void)ctx, (void)host, (void)attempts;
    return true;
}
