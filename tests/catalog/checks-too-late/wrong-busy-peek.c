/* expect: spin missing-work timeout — asks both all the time, with sleeps too short to be seen */
#include "exercise.h"

void viewer(ctx_t *ctx, void *arg)
{
    struct feed *feed = arg;
    struct price price;
    bool open = true;
    while (open && ctx_err(ctx) == CTX_OK)
        if (chan_select(CHAN_RECV_OPEN(feed->prices, &price, &open), CHAN_DEFAULT) == -1)
            (void)task_sleep_ctx(ctx, CTX_US(10));
        else if (open)
            show(ctx, feed, &price);
}
