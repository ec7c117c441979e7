/* expect: rejected — a macro takes an argument where one looks; where one compiles an attribute stands between */
#include "exercise.h"
typedef int number;
#define number(x) number other; (void)other
void worker(ctx_t *ctx, void *jobs)
{
    for (;;) {
        struct job job;
        number ctx_auto (size[({ __asm__("nop"); 1; })]);
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: process(ctx, &job);
        }
    }
}
