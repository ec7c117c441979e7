/* expect: pass — adds by halves, and each half asks first */
#include "exercise.h"

static bool add_range(ctx_t *ctx, struct volume *volume, int from, int to, uint64_t *sum)
{
    if (to - from <= 32) {
        if (ctx_err(ctx) != CTX_OK)
            return false;
        for (; from < to; from++)
            *sum += block_sum(ctx, volume, from);
        return true;
    }
    int middle = from + (to - from) / 2;
    return add_range(ctx, volume, from, middle, sum) && add_range(ctx, volume, middle, to, sum);
}

bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    return *sum = 0, add_range(ctx, volume, 0, volume->blocks, sum);
}
