/* expect: no-credit — its own entry point */
#include "exercise.h"

struct { int v; } ctxlab_sim;
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}
