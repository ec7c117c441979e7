/* expect: no-credit — an alias for a private symbol */
#include "exercise.h"

static void mine(void) {}
void scene_settle_at(void) __attribute__((alias("mine")));
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}
