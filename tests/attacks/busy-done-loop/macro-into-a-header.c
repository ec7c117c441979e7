/* expect: rejected — the same in a header of the C library */
#include "exercise.h"
#define strlen(v) strlen(v); static inline void extra(void) { __asm__ volatile("nop"); }
#include <string.h>

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
