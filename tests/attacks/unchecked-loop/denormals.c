/* expect: timeout fail — arithmetic of the slowest kind, without end */
#include "exercise.h"

bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    volatile double x = 1e-310;
    while (x < 1)
        x = x * 0.5 + 1e-320;
    *sum = 0;
    for (int block = 0; block < volume->blocks; block++)
        *sum += block_sum(ctx, volume, block);
    return true;
}
