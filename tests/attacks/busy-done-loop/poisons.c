/* expect: rejected — poisons a word that the headers need */
#include "exercise.h"
#pragma GCC poison chan_select_at
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
