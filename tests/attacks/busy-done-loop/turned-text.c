/* expect: rejected — reads as a comment, and is none */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    for (;;) {
        struct job job;
        /*‮ } ⁦if (0)⁩ ⁦ begin */
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: process(ctx, &job);
        }
    }
}
