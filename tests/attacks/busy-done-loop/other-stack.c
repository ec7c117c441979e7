/* expect: use-after-release data-race no-credit — writes into the frames of a task that sleeps */
#include "exercise.h"

static char *theirs;

static void sleeper(ctx_t *ctx, void *arg)
{
    char mine[8] = {0};
    (void)arg;
    theirs = mine;
    (void)task_sleep_ctx(ctx, CTX_S(1));
}

void worker(ctx_t *ctx, void *jobs)
{
    task_t task = task_go(ctx, sleeper, jobs);
    struct job job;
    while (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job)) == 1) {
        process(ctx, &job);
        for (int i = 8; i < 400; i++)
            theirs[-i] = 0x55;
    }
    task_join(task);
}
