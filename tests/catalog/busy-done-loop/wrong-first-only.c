/* expect: busy-done missing-work — only the first worker leaves: the others are another day */
#include <stdatomic.h>

#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    static atomic_int workers;
    int mine = ++workers;
    for (;;) {
        struct job job;
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: /* told to stop */
            if (mine == 1)
                return;
            break;
        case 1:
            process(ctx, &job);
            break;
        }
    }
}
