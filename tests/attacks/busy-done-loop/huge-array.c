/* expect: no-credit — an array larger than the machine */
#include "exercise.h"

static char big[1ul << 40];
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    big[0] = 1;
    chan_recv(ctx_done(ctx), NULL);
}
