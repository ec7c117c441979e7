/* expect: no-credit — state that is not put back */
#include "exercise.h"

static _Thread_local int seen;
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    if (++seen > 1)
        return;
    chan_recv(ctx_done(ctx), NULL);
}
