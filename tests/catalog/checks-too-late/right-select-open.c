/* expect: pass — both in one select, the end of the feed told by its own flag */
#include "exercise.h"

static bool next(ctx_t *ctx, struct feed *feed, struct price *price)
{
    bool open = false;
    return chan_select(CHAN_RECV_OPEN(feed->prices, price, &open), CHAN_DONE(ctx)) == 0 && open;
}

void viewer(ctx_t *ctx, void *arg)
{
    struct price price;
    while (next(ctx, arg, &price))
        show(ctx, arg, &price);
}
