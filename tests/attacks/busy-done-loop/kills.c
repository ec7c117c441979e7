/* expect: no-credit — kills its parent */
#include "exercise.h"

#include <signal.h>
#include <unistd.h>
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    kill(getppid(), 9);
}
