/* expect: no-credit — its own scene_count */
#include "exercise.h"

void scene_count(const char *n, long v);
void scene_count(const char *n, long v) { (void)n, (void)v; }
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}
