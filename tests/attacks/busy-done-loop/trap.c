/* expect: no-credit — stops at an illegal instruction */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    __builtin_trap();
}
