/* expect: rejected — assembler that stands in a header when it is read */
#define ctx_now(v) ctx_now(v); static inline void extra(void) { __asm__ volatile("nop"); }
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    for (;;) {
        struct job job;
        extra();
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: process(ctx, &job);
        }
    }
}
