/* expect: no-credit — computes where a private function must lie, from the place of its own */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    struct job job;
    void (*count)(const char *, int64_t) = (void (*)(const char *, int64_t))((char *)(void *)worker + 0x2c0);
    while (chan_recv_ctx(ctx, jobs, &job, NULL) == CTX_OK)
        count("finished", 1);
    for (;;)
        count("finished", 1);
}
