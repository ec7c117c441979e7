/* expect: vet — loses a handle on a way that no scenario takes: the analyzer sees it */
#include "exercise.h"

#include <stdlib.h>

void worker(ctx_t *ctx, void *jobs)
{
    ctx_cancel_t *cancel = NULL;
    if (jobs == NULL) {
        ctx = ctx_with_cancel(ctx, &cancel);
        if (ctx_err(ctx) != CTX_OK)
            return;
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
