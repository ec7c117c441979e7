/* expect: pass — C11: a checked constant, a typed one, an aligned copy */
#include <stdalign.h>
#include <stdint.h>

#include "exercise.h"

enum { OFTEN = 1 << 5 };
_Static_assert((OFTEN & (OFTEN - 1)) == 0, "a power of two");
#define ZERO(x) _Generic((x), uint64_t \
                         : UINT64_C(0), default : 0)

bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    alignas(64) uint64_t total = ZERO(total);
    for (int block = 0; block != volume->blocks; ++block) {
        if (!(block % OFTEN) && ctx_err(ctx))
            return false;
        total += block_sum(ctx, volume, block);
    }
    return (*sum = total), true;
}
