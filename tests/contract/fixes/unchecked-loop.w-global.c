/* expect: data-race — from the catalog page */
#include "exercise.h"
#include "ctx_task.h"
static int stop;
static void watcher(ctx_t *ctx, void *arg)
{
    (void)chan_select(CHAN_DONE(ctx), CHAN_RECV((chan_t *)arg, NULL));
    if (ctx_err(ctx) != CTX_OK)
        stop = 1;
}
bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    chan_auto chan_t *over = chan_make_signal();
    task_t t = task_go(ctx, watcher, over);
    *sum = 0;
    stop = 0;
    for (int block = 0; block < volume->blocks && !stop; block++)
        *sum += block_sum(ctx, volume, block);
    chan_close(over);
    task_join(t);
    return ctx_err(ctx) == CTX_OK;
}
