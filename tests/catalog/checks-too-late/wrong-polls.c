/* expect: deaf-wait — looks at the feed and at err by turns, with naps between */
/* One more price
 *
 * A viewer shows the prices of a feed; closing its window cancels its context. During market hours windows close at once,
 * but after hours they stay on the screen, until next morning's first price makes them vanish.
 *
 * Make: a viewer ends the moment it is closed, however quiet its feed is; until then it shows every price.
 */
#include "exercise.h"

void viewer(ctx_t *ctx, void *arg)
{
    struct feed *feed = arg;
    for (;;) {
        struct price price;
        bool open = true;
        if (ctx_err(ctx) != CTX_OK)
            return;
        if (chan_select(CHAN_RECV_OPEN(feed->prices, &price, &open), CHAN_DEFAULT) < 0) {
            task_sleep(CTX_US(1500));
            continue;
        }
        if (!open)
            return;
        show(ctx, feed, &price);
    }
}
