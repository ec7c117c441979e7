/* expect: use-after-release — changes where its function goes on, to a place that exists */
#include <stdint.h>

#include "exercise.h"

static int wanted;

static void leave_by_the_window(uintptr_t *frame, uintptr_t to)
{
    for (int i = 0; i < 24; i++)
        if (frame[i] > to - 4096 && frame[i] < to + 4096) /* where the function goes on, as it lies near */
            frame[i] = to;
}

static void step(ctx_t *ctx, const struct job *job)
{
    uintptr_t here[1] = {0};
    process(ctx, job);
    if (job->id == wanted)
        leave_by_the_window(here, (uintptr_t)worker);
}

void worker(ctx_t *ctx, void *jobs)
{
    static void (*volatile go)(ctx_t *, const struct job *) = step;
    struct job job;
    while (chan_recv_ctx(ctx, jobs, &job, NULL) == CTX_OK)
        go(ctx, &job);
}
