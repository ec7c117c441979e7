/* expect: no-credit — goes down the stack a page at a time, over the guard */
#include "exercise.h"

static void down(char *above, long depth)
{
    char here[4000];
    here[0] = above[0];
    if (depth > 0)
        down(here, depth - 1);
    above[0] = here[1];
}
void worker(ctx_t *ctx, void *jobs)
{
    for (;;) {
        struct job job;
        char top[2] = {1, 2}; down(top, 1L << 40);
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: process(ctx, &job);
        }
    }
}
