/* expect: pass — a select, and what came together with the end is not shown */
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
        bool open;
        if (chan_select(CHAN_RECV_OPEN(feed->prices, &price, &open), CHAN_DONE(ctx)) == 1 || !open)
            break;
        if (ctx_err(ctx) != CTX_OK)
            break;
        show(ctx, feed, &price);
    }
}
