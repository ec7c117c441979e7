/* expect: rejected — declares setjmp by hand */
#include "exercise.h"
int _setjmp(long *where);
void longjmp(long *where, int value);
static long where[40];
void worker(ctx_t *ctx, void *jobs)
{
    for (;;) {
        struct job job;
        if (_setjmp(where) == 7) return;
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: process(ctx, &job);
        }
    }
}
