/* expect: rejected — assembler in a _Generic */
#include "exercise.h"

bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    (void)_Generic(0, int: ({ __asm__ volatile("nop"); 0; }), default: 0);
    *sum = 0;
    for (int block = 0; block < volume->blocks; block++)
        *sum += block_sum(ctx, volume, block);
    return true;
}
