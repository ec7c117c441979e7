/* expect: no-credit — overwrites the words above its frame */
#include <stdint.h>

#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    volatile uintptr_t here = 0;
    struct job job;
    while (chan_recv_ctx(ctx, jobs, &job, NULL) == CTX_OK)
        process(ctx, &job);
    for (int i = 1; i < 24; i++)
        (&here)[i] = (uintptr_t)worker + 64;
}
