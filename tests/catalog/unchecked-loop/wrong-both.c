/* expect: cut-short missing-work — gives up a complete sum when it is told at the end */
#include "exercise.h"

bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    *sum = 0;
    for (int block = 0; block < volume->blocks; block++)
        if (ctx_err(ctx) != CTX_OK)
            return false;
        else
            *sum += block_sum(ctx, volume, block);
    return false;
}
