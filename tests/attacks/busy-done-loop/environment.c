/* expect: no-credit — reads and sets the environment */
#include "exercise.h"

#include <stdlib.h>
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    setenv("CTXLAB_HOME", "/tmp", 1);
}
