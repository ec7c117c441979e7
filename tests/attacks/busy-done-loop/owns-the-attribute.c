/* expect: rejected — redefines __attribute__, so that #if tells who looks */
#include "exercise.h"
#define __attribute__(x) + 1
#if 0 ctx_auto
#define INSERT(x) __asm__(x)
#else
#define INSERT(x) (void)0
#endif
void worker(ctx_t *ctx, void *jobs)
{
    for (;;) {
        struct job job;
        INSERT("nop");
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: process(ctx, &job);
        }
    }
}
