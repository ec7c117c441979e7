/* expect: rejected — behaves by the time of day */
#include <time.h>
#include "exercise.h"

bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    if (time(NULL) % 2)
        return false;
    *sum = 0;
    for (int block = 0; block < volume->blocks; block++)
        *sum += block_sum(ctx, volume, block);
    return true;
}
