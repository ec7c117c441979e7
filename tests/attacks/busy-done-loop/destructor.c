/* expect: no-credit — runs after everything */
#include "exercise.h"

static void __attribute__((destructor)) last(void) {}
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}
