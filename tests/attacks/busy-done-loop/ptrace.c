/* expect: no-credit — traces the judge */
#include "exercise.h"

#include <sys/ptrace.h>
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    ptrace(0, 0, 0, 0);
}
