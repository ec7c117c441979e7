/* expect: no-credit — no sanitizer for this function */
#include "exercise.h"

__attribute__((no_sanitize("thread"), no_sanitize_thread))
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    struct job job;
    for (;;)
        if (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job)) == 1)
            process(ctx, &job);
}
