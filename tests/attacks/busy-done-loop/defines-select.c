/* expect: no-credit — its own chan_select_at */
#include "exercise.h"

int chan_select_at(const ctx_site_t *s, chan_case_t *c, int n) { (void)s, (void)c, (void)n; return 0; }
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}
