/* expect: no-credit — counts finished jobs itself */
#include "exercise.h"

void scene_count(const char *name, int64_t n);
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    struct job job;
    while (chan_recv_ctx(ctx, jobs, &job, NULL) == CTX_OK)
        scene_count("finished", 1);
}
