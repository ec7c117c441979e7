/* expect: late-work — from the catalog page */
/* The fan keeps turning
 *
 * A backup program adds up the blocks of a volume to see whether it has changed. Pressing "cancel" closes the window at once;
 * but the fan keeps turning for a while, longer for larger volumes, and the next backup starts slowly.
 *
 * Make: a sum that is cancelled ends within 100 blocks and says so; one that is not cancelled is complete and right.
 */
#include "exercise.h"

bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    *sum = 0;
    for (int block = 0; block < volume->blocks; block++) {
        if (block % 5000 == 4999 && ctx_err(ctx) != CTX_OK)
            return false;
        *sum += block_sum(ctx, volume, block);
    }
    return true;
}
