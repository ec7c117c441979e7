/* expect: no-credit — allocates without end */
#include <stdlib.h>
#include <string.h>

#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    for (;;)
        memset(malloc(1 << 20), 1, 1 << 20);
}
