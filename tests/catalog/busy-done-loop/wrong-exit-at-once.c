/* expect: missing-work — does no work */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}
