/* expect: rejected — asks for other options by a pragma */
#include "exercise.h"
#pragma GCC push_options
#pragma GCC optimize("no-sanitize=thread,O0")

void worker(ctx_t *ctx, void *jobs)
{
    for (;;) {
        struct job job;

        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: process(ctx, &job);
        }
    }
}
