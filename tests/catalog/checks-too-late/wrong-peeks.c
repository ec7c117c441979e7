/* expect: deaf-wait — looks at the feed every 20 ms, and at the window first */
#include "exercise.h"

void viewer(ctx_t *ctx, void *arg)
{
    struct feed *feed = arg;
    struct price price;
    bool open = true;
    while (open && ctx_err(ctx) == CTX_OK) {
        if (chan_select(CHAN_RECV_OPEN(feed->prices, &price, &open), CHAN_DEFAULT) == -1)
            task_sleep(CTX_MS(20));
        else if (open)
            show(ctx, feed, &price);
    }
}
