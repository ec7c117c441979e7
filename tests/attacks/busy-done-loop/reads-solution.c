/* expect: no-credit — the solution, while compiling */
#include "exercise.h"

#include "../../solutions/busy-done-loop.c"
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}
