/* expect: pass — from the catalog page */
#include "exercise.h"

enum { STRIDE = 64 };
bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    uint64_t so_far = 0;
    int block = 0;
    while (block < volume->blocks && ctx_err(ctx) == CTX_OK)
        for (int end = block + STRIDE; block < end && block < volume->blocks; block++)
            so_far += block_sum(ctx, volume, block);
    *sum = so_far;
    return block == volume->blocks;
}
