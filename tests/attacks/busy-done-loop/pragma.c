/* expect: no-credit — options by pragma */
#include "exercise.h"

#pragma GCC optimize("no-sanitize=thread")
#pragma weak sim_emit
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}
