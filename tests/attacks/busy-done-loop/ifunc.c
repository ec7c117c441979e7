/* expect: no-credit — a resolver that runs while loading */
#include "exercise.h"

static void *pick(void) { return 0; }
void process_more(void) __attribute__((ifunc("pick")));
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}
