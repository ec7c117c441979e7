/* expect: use-after-release — lets qsort call what it may not call itself */
#include <stdint.h>
#include <stdlib.h>

#include "exercise.h"

bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    int two[2] = {0, 1};
    (void)ctx, (void)volume, (void)sum;
    qsort(two, 2, sizeof *two, (int (*)(const void *, const void *))((uintptr_t)abort + 64));
    return true;
}
