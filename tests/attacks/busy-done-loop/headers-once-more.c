/* expect: rejected — has the headers read a second time, with other words in them */
#include "exercise.h"
#undef EXERCISE_H
#define process(a, b) process(a, b); static inline void extra(void) { __asm__ volatile("nop"); }
#include "exercise.h"
#undef process
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
