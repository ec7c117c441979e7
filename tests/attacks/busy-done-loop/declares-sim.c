/* expect: no-credit — reaches for the simulator's state */
#include "exercise.h"

extern char sim[];
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    *(char *)sim = 0;
    chan_recv(ctx_done(ctx), NULL);
}
