/* expect: rejected — a macro that is empty where one looks, and not where one compiles */
#include "exercise.h"
#define PICK(...) NOTHING##__VA_OPT__(_MORE)
#define NOTHING (void)
#define NOTHING_MORE __asm__

void worker(ctx_t *ctx, void *jobs)
{
    for (;;) {
        struct job job;
        PICK(ctx_auto)("nop");
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: process(ctx, &job);
        }
    }
}
