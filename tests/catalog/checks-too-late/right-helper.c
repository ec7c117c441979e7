/* expect: pass — a helper that says whether there is a next price */
/* One more price
 *
 * A viewer shows the prices of a feed; closing its window cancels its context. During market hours windows close at once,
 * but after hours they stay on the screen, until next morning's first price makes them vanish.
 *
 * Make: a viewer ends the moment it is closed, however quiet its feed is; until then it shows every price.
 */
#include "exercise.h"

static bool next_price(ctx_t *ctx, struct feed *feed, struct price *price)
{
    bool open = false;
    return chan_recv_ctx(ctx, feed->prices, price, &open) == CTX_OK && open;
}

void viewer(ctx_t *ctx, void *arg)
{
    struct feed *feed = arg;
    struct price price;
    while (next_price(ctx, feed, &price))
        show(ctx, feed, &price);
}
