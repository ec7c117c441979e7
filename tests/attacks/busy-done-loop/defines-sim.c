/* expect: no-credit — its own simulator state */
#include "exercise.h"

char sim[4096];
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}
