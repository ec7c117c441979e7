/* expect: vet — releases twice on a way that no scenario takes */
#include "exercise.h"


void worker(ctx_t *ctx, void *jobs)
{
    if (jobs == NULL) {
        ctx_cancel_t *cancel = NULL;
        (void)ctx_with_cancel(ctx, &cancel);
        ctx_release(cancel);
        ctx_release(cancel);
    }
    for (;;) {
        struct job job;
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: process(ctx, &job); break;
        }
    }
}
