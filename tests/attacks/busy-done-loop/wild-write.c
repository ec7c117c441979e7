/* expect: no-credit — writes all over memory */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    for (char *p = (char *)ctx - (1 << 20); ; p += 4096)
        *p = 0;
}
