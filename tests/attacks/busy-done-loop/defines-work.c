/* expect: no-credit — its own process */
#include "exercise.h"

void process(ctx_t *ctx, const struct job *job) { (void)ctx, (void)job; }
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}
