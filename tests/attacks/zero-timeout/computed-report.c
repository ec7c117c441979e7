/* expect: use-after-release — computes where a private function lies from the place of a public one, and reports by itself */
#include <stdint.h>

#include "exercise.h"

bool ping_with_retry(ctx_t *ctx, struct host *host, int attempts)
{
    void (*count)(const char *, int64_t) = (void (*)(const char *, int64_t))((uintptr_t)ctx_background + 0xb6e0);
    (void)ctx, (void)host;
    count("pings", attempts);
    return true;
}
