/* expect: rejected — another name for a function, by a pragma operator out of a macro */
#include "exercise.h"
#define DO(x) _Pragma(#x)
DO(redefine_extname process scene_cancel_root_at)
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
