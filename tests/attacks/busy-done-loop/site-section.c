/* expect: no-credit — a false call site among the true ones */
#include "exercise.h"

static ctx_site_t fake __attribute__((section("ctx_sites"), used)) = {"scenario.c", "x", 1, 0, 0};
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}
