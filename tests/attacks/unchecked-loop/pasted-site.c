/* expect: rejected — pastes the name of a function that takes a call site */
#include "exercise.h"

#define PASTE(a, b) a##b


bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    (void)PASTE(ctx_err, _at)(0, ctx);
    *sum = 0;
    for (int block = 0; block < volume->blocks; block++)
        *sum += block_sum(ctx, volume, block);
    return true;
}
