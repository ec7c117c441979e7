/* expect: rejected — the same, its prefix on a line of its own */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    for (;;) {
        struct job job;
        const char *text = u8R\
"(")"; __asm__("nop"); (void)text; //"
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: process(ctx, &job);
        }
    }
}
