/* expect: pass — a select on the feed and done */
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
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV_OPEN(feed->prices, &price, &open))) {
        case 0:
            return;
        case 1:
            if (!open)
                return;
        }
        show(ctx, feed, &price);
    }
}
