/* expect: no-credit — the same by operator */
#include "exercise.h"

_Pragma("weak sim_emit")
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}
