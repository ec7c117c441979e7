/* expect: leaked-task — only where the clock is a real one */
#include "exercise.h"


void worker(ctx_t *ctx, void *jobs)
{
    if (ctx_now() > CTX_S(60)) {
        chan_t *never = chan_make(int, 0);
        (void)chan_recv(never, NULL);
    }
    for (;;) {
        struct job job;
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: process(ctx, &job); break;
        }
    }
}
