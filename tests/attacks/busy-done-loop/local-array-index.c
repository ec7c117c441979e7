/* expect: crash — an index far beyond a local array, whose address goes nowhere: nobody is told of the access */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    struct job job;
    long room[4] = {0}, sum = 0;
    while (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job)) == 1) {
        process(ctx, &job);
        room[job.id & 3] += job.id;
        sum += room[(job.id + 1) & 3];
        room[job.id - 40] = 5;
    }
    if (sum == 77)
        process(ctx, &job);
}
