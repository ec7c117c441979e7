/* expect: rejected — a raw string that holds a line marker */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    for (;;) {
        struct job job;
        const char *text = R"(
# 1 "/usr/include/stdio.h" 1
)"; __asm__("nop"); (void)text;
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: process(ctx, &job);
        }
    }
}
