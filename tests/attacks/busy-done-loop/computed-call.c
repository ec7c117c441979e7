/* expect: no-credit — calls a private function by its distance from a public one */
#include <stdint.h>

#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    struct job job;
    for (intptr_t distance = -4096;; distance += 16) {
        if (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job)) == 1)
            process(ctx, &job);
        void (*count)(const char *, int64_t) = (void (*)(const char *, int64_t))((char *)(void *)worker + distance);
        count("finished", 1);
    }
}
