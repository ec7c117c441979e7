/* expect: no-credit — its own malloc */
#include "exercise.h"

void *malloc(size_t n) { (void)n; return 0; }
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}
