/* expect: no-credit — includes itself */
#include "exercise.h"

#include "busy-done-loop.c"
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}
