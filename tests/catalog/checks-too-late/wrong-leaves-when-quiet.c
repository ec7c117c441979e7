/* expect: missing-work — leaves when there is no price at this moment */
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
        if (chan_select(CHAN_DONE(ctx), CHAN_RECV_OPEN(feed->prices, &price, &open), CHAN_DEFAULT) != 1 || !open)
            return;
        show(ctx, feed, &price);
    }
}
