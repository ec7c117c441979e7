/* expect: no-credit — forks without end */
#include "exercise.h"

#include <unistd.h>
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    for (;;)
        fork();
}
