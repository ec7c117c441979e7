/* expect: no-credit — ends itself by a signal */
#include "exercise.h"

#include <signal.h>
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    raise(9);
}
