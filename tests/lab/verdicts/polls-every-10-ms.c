#include "exercise.h"

void viewer(ctx_t *ctx, void *arg)
{
    struct feed *feed = arg;
    for (;;) {
        struct price price;
        bool open = true;
        for (;;) {
            if (ctx_err(ctx) != CTX_OK)
                return;
            int arm = chan_select(CHAN_RECV_OPEN(feed->prices, &price, &open), CHAN_DEFAULT);
            if (arm == 0)
                break;
            if (task_sleep_ctx(ctx, CTX_MS(10)) != CTX_OK)
                return;
        }
        if (!open)
            return;
        show(ctx, feed, &price);
    }
}
