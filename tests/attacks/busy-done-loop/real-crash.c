/* expect: crash — only where the clock is a real one: only real threads show it */
#include "exercise.h"


void worker(ctx_t *ctx, void *jobs)
{
    if (ctx_now() > CTX_S(60))
        *(volatile int *)8 = 1;
    for (;;) {
        struct job job;
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: process(ctx, &job); break;
        }
    }
}
