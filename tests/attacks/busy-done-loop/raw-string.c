/* expect: rejected — quotes that are none in a raw string */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    for (;;) {
        struct job job;
        const char *text = R"(")"; __asm__("nop"); (void)text; //"
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: process(ctx, &job);
        }
    }
}
