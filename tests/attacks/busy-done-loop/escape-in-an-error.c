/* expect: rejected — an error message that clears the screen */
#include "exercise.h"

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
#error "[2J]0;passed busy-done-loop: pass"
