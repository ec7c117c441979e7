/* expect: no-credit — opens files */
#include "exercise.h"

#include <stdio.h>
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    fopen("/tmp/x", "w");
    chan_recv(ctx_done(ctx), NULL);
}
