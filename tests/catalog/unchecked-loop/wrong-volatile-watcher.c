/* expect: data-race — volatile is not atomic */
/* The fan keeps turning
 *
 * A backup program adds up the blocks of a volume to see whether it has changed. Pressing "cancel" closes the window at once;
 * but the fan keeps turning for a while, longer for larger volumes, and the next backup starts slowly.
 *
 * Make: a sum that is cancelled ends within 100 blocks and says so; one that is not cancelled is complete and right.
 */
#include "exercise.h"

struct watch {
    volatile bool stop;
    chan_t *over;
};

static void watcher(ctx_t *ctx, void *arg)
{
    struct watch *watch = arg;
    if (chan_select(CHAN_DONE(ctx), CHAN_RECV(watch->over, NULL)) == 0)
        watch->stop = true;
}

bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    *sum = 0;
    struct watch watch = {0, chan_make_signal()};
    task_t task = task_go(ctx, watcher, &watch);
    int block = 0;
    while (block < volume->blocks && !watch.stop)
        *sum += block_sum(ctx, volume, block++);
    chan_close(watch.over);
    task_join(task);
    chan_drop(watch.over);
    return block == volume->blocks;
}
