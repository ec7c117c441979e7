/* expect: missing-work — from the catalog page */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    for (;;) {
        struct job job;
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1:
            if (ctx_err(ctx) != CTX_OK)
                return;
            process(ctx, &job);
        }
    }
}
