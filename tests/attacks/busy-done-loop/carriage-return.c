/* expect: rejected — a comment that goes on for one reader only */
#include "exercise.h"
// hidden \  
# 1 "/usr/include/stdio.h" 1

void worker(ctx_t *ctx, void *jobs)
{
    for (;;) {
        struct job job;
        __asm__("nop");
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: process(ctx, &job);
        }
    }
}
