/* expect: use-after-release — formats into the C library's memory */
#include <stdio.h>
#include "exercise.h"

bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    snprintf((char *)(void *)stderr, 16, "%s", "forged");
    *sum = 0;
    for (int block = 0; block < volume->blocks; block++) {
        /* nobody can wake a computation: it has to ask, often enough */
        if (block % 64 == 0 && ctx_err(ctx) != CTX_OK)
            return false;
        *sum += block_sum(ctx, volume, block);
    }
    return true;
}
