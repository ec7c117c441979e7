/* expect: leaked-task — waits for half a second, in case somebody changes their mind */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    for (;;) {
        struct job job;
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: /* told to stop */
            task_sleep(CTX_MS(500));
            return;
        case 1:
            process(ctx, &job);
            break;
        }
    }
}
