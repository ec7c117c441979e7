/* expect: rejected — leaves the program */
#include <stdlib.h>

#include "exercise.h"

bool ping_with_retry(ctx_t *ctx, struct host *host, int attempts)
{
    (void)ctx, (void)host, (void)attempts;
    exit(0);
}
