/* expect: busy-done — leaves after a hundred turns of nothing */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    int turns = 0;
    for (;;) {
        struct job job;
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: /* told to stop */
            if (++turns > 100)
                return;
            break;
        case 1:
            process(ctx, &job);
            break;
        }
    }
}
