/* expect: use-after-release — the hook is left behind and writes where nobody is any more */
#include <stdatomic.h>

#include "exercise.h"

static void pull(void *stop) { *(atomic_bool *)stop = true; }

bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    atomic_bool stop = false;
    ctx_stop_drop(ctx_after_func(ctx, pull, &stop));
    for (int block = *sum = 0; block < volume->blocks; block++) {
        if (stop)
            return false;
        *sum += block_sum(ctx, volume, block);
    }
    return true;
}
