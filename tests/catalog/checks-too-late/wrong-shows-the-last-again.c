/* expect: wrong-result — whoever was told shows the price in hand once more */
#include "exercise.h"

void viewer(ctx_t *ctx, void *arg)
{
    struct feed *feed = arg;
    struct price price = {0, 0};
    bool open = true;
    while (chan_recv_ctx(ctx, feed->prices, &price, &open) == CTX_OK && open)
        show(ctx, feed, &price);
    if (price.number != 0)
        show(ctx, feed, &price);
}
