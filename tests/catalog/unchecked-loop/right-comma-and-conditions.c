/* expect: pass — everything in the head of the loop */
#include "exercise.h"

bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    bool asked = true;
    int block = 0;
    for (*sum = 0; block < volume->blocks && (asked = block & 63 || ctx_err(ctx) == CTX_OK);
         *sum += block_sum(ctx, volume, block++))
        ;
    return asked;
}
