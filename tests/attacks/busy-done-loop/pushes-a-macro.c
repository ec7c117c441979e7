/* expect: rejected — keeps a macro and puts it back */
#include "exercise.h"
#pragma push_macro("ctx_done")
#undef ctx_done
#pragma pop_macro("ctx_done")
void worker(ctx_t *ctx, void *jobs)
{
    for (;;) {
        struct job job;

        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: process(ctx, &job);
        }
    }
}
