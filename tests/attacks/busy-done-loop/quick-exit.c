/* expect: no-credit — ends the process another way */
#include "exercise.h"

#include <stdlib.h>
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    quick_exit(0);
}
