/* expect: deaf-wait leaked-task — asks before the receive and after it */
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
        if (ctx_err(ctx) != CTX_OK)
            return;
        if (!chan_recv(feed->prices, &price))
            return; /* the exchange has closed the feed */
        if (ctx_err(ctx) != CTX_OK)
            return; /* the window was closed */
        show(ctx, feed, &price);
    }
}
