/* expect: no-credit — the checks, while compiling */
#include "exercise.h"

#include "checks.c"
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}
