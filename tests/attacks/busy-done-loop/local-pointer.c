/* expect: use-after-release — the same through a pointer to it */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    struct job job;
    long room[4] = {0}, *at = room, sum = 0;
    while (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job)) == 1) {
        process(ctx, &job);
        at[job.id & 3] += job.id;
        sum += at[(job.id + 1) & 3];
        at[job.id + (1 << 26)] = 5;
    }
    if (sum == 77)
        process(ctx, &job);
}
