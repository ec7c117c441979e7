/* expect: pass — the cases of the wait in an array that is built first */
#include "exercise.h"

void viewer(ctx_t *ctx, void *arg)
{
    struct {
        struct price price;
        bool open;
    } heard;
    struct feed *feed = arg;
    for (int which; (which = chan_select(CHAN_DONE(ctx), CHAN_RECV_OPEN(feed->prices, &heard.price, &heard.open))) == 1 &&
                    heard.open;) {
        if (ctx_err(ctx) != CTX_OK)
            break;
        show(ctx, feed, &heard.price);
    }
}
