/* expect: no-credit — a hook for the end */
#include "exercise.h"

#include <stdlib.h>
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    atexit(0);
}
