/* expect: no-credit — its own scene_mark_at */
#include "exercise.h"

void scene_mark_at(const ctx_site_t *s, const char *n);
void scene_mark_at(const ctx_site_t *s, const char *n) { (void)s, (void)n; }
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}
