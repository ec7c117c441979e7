/* expect: pass — an atomic flag, set by an after-func that is stopped, or waited for */
#include <stdatomic.h>

#include "exercise.h"

struct stop {
    atomic_bool now;
    chan_t *ran;
};

static void pull(void *arg)
{
    struct stop *stop = arg;
    stop->now = true;
    chan_close(stop->ran);
}

bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    struct stop stop = {.ran = chan_make_signal()};
    ctx_stop_t *hook = ctx_after_func(ctx, pull, &stop);
    int block = 0;
    for (*sum = 0; block < volume->blocks && !stop.now; block++)
        *sum += block_sum(ctx, volume, block);
    if (!ctx_stop(hook))
        (void)chan_recv(stop.ran, NULL);
    ctx_stop_drop(hook);
    chan_drop(stop.ran);
    return block == volume->blocks;
}
