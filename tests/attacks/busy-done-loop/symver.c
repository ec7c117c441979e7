/* expect: rejected — another version of a symbol, by a directive to the assembler */
#include "exercise.h"
void other(void) __asm__("process@@V2");
void worker(ctx_t *ctx, void *jobs)
{
    for (;;) {
        struct job job;
        other();
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: process(ctx, &job);
        }
    }
}
