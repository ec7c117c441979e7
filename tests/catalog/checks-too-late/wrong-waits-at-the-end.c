/* expect: leaked-task — a feed that has ended keeps its window until that is closed */
#include "exercise.h"

void viewer(ctx_t *ctx, void *arg)
{
    struct feed *feed = arg;
    struct price price;
    bool open = true;
    while (chan_recv_ctx(ctx, feed->prices, &price, &open) == CTX_OK && open)
        show(ctx, feed, &price);
    (void)chan_recv(ctx_done(ctx), NULL);
}
