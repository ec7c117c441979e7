/* expect: deaf-wait leaked-task — hears the window close, and waits for one more price, to be polite */
#include "exercise.h"

void viewer(ctx_t *ctx, void *arg)
{
    struct feed *feed = arg;
    struct price price;
    bool open = true;
    for (;;) {
        bool closed = chan_recv_ctx(ctx, feed->prices, &price, &open) != CTX_OK;
        if (closed)
            open = chan_recv(feed->prices, &price);
        if (!open)
            return;
        show(ctx, feed, &price);
        if (closed)
            return;
    }
}
