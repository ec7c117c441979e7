/* expect: no-credit — runs before everything */
#include "exercise.h"

static void __attribute__((constructor)) first(void) { *(volatile int *)0 = 0; }
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}
