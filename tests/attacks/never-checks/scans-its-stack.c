/* expect: no-credit — looks upwards on its stack for pointers, and writes through them */
#include <stdint.h>

#include "exercise.h"

void sampler(ctx_t *ctx, void *arg)
{
    volatile uintptr_t here = 1;
    (void)ctx, (void)arg;
    for (volatile uintptr_t *at = &here; at < &here + 512; at++)
        if (*at > 0x10000 && *at < 0x7fffffffffff && *at % 8 == 0)
            *(volatile uintptr_t *)*at = 0;
}
