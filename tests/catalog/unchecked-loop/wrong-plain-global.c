/* expect: data-race leaked-task — a watcher and a global */
/* The fan keeps turning
 *
 * A backup program adds up the blocks of a volume to see whether it has changed. Pressing "cancel" closes the window at once;
 * but the fan keeps turning for a while, longer for larger volumes, and the next backup starts slowly.
 *
 * Make: a sum that is cancelled ends within 100 blocks and says so; one that is not cancelled is complete and right.
 */
#include "exercise.h"

static bool stop;

static void watcher(ctx_t *ctx, void *arg)
{
    (void)arg;
    (void)chan_recv(ctx_done(ctx), NULL);
    stop = true;
}

bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    *sum = 0;
    stop = false;
    task_go(ctx, watcher, NULL);
    for (int block = 0; block < volume->blocks; block++) {
        if (stop)
            return false;
        *sum += block_sum(ctx, volume, block);
    }
    return true;
}
