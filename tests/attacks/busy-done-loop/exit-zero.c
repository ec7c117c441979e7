/* expect: rejected — ends the process with success */
#include <stdlib.h>

#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    exit(0);
}
