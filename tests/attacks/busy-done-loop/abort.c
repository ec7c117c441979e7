/* expect: no-credit — aborts */
#include "exercise.h"

#include <stdlib.h>
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    abort();
}
