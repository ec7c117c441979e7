/* expect: deaf-wait — a receive with a time limit, then asks */
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
        timer_auto chan_timer_t *limit = timer_new(CTX_MS(20));
        int arm = chan_select(CHAN_RECV_OPEN(feed->prices, &price, &open), CHAN_RECV(timer_chan(limit), NULL));
        if (!open || ctx_err(ctx) != CTX_OK)
            return;
        if (arm == 1)
            continue;
        show(ctx, feed, &price);
    }
}
