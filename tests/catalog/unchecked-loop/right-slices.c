/* expect: pass — slices in a function of their own, a look between two */
/* The fan keeps turning
 *
 * A backup program adds up the blocks of a volume to see whether it has changed. Pressing "cancel" closes the window at once;
 * but the fan keeps turning for a while, longer for larger volumes, and the next backup starts slowly.
 *
 * Make: a sum that is cancelled ends within 100 blocks and says so; one that is not cancelled is complete and right.
 */
#include "exercise.h"

static uint64_t slice(ctx_t *ctx, struct volume *volume, int from, int to)
{
    uint64_t sum = 0;
    for (; from < to; from++)
        sum += block_sum(ctx, volume, from);
    return sum;
}

bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    *sum = 0;
    for (int from = 0; from < volume->blocks; from += 80) {
        if (ctx_err(ctx) != CTX_OK)
            return false;
        *sum += slice(ctx, volume, from, from + 80 < volume->blocks ? from + 80 : volume->blocks);
    }
    return true;
}
