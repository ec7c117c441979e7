/* expect: lost-cancel — only where the clock is a real one */
#include "exercise.h"


void worker(ctx_t *ctx, void *jobs)
{
    ctx_cancel_t *cancel = NULL;
    if (ctx_now() > CTX_S(60))
        ctx = ctx_with_cancel(ctx, &cancel);
    for (;;) {
        struct job job;
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: process(ctx, &job); break;
        }
    }
}
