/* expect: missing-work — a job that was taken is dropped when the pool has ended meanwhile */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    for (;;) {
        struct job job;
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: /* told to stop */
            return;
        case 1:
            if (ctx_err(ctx) != CTX_OK)
                return;
            process(ctx, &job);
            break;
        }
    }
}
