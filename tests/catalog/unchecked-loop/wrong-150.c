/* expect: late-work — every 150 blocks, on volumes larger than those of the tests */
#include "exercise.h"

bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    *sum = 0;
    for (int block = 0; block < volume->blocks; block++)
        if (block % (volume->blocks < 1000 ? 1 : 150) == 0 && ctx_err(ctx) != CTX_OK)
            return false;
        else
            *sum += block_sum(ctx, volume, block);
    return true;
}
