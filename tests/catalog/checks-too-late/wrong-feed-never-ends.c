/* expect: spin wrong-result busy-done — no longer notices that the feed was closed */
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
        if (chan_recv_ctx(ctx, feed->prices, &price, NULL) != CTX_OK)
            return;
        show(ctx, feed, &price);
    }
}
