/* expect: pass — a bell of its own, rung when the window is closed */
#include "exercise.h"

struct bell {
    chan_t *rung;
};

static void ring(void *arg)
{
    struct bell *bell = arg;
    chan_close(bell->rung);
}

void viewer(ctx_t *ctx, void *arg)
{
    struct feed *feed = arg;
    struct bell bell = {chan_make_signal()};
    ctx_stop_t *stop = ctx_after_func(ctx, ring, &bell);
    bool open = true;
    struct price price;
    while (open && ctx_err(ctx) == CTX_OK && chan_select(CHAN_RECV(bell.rung, NULL), CHAN_RECV_OPEN(feed->prices, &price, &open)) == 1)
        if (open)
            show(ctx, feed, &price);
    if (!ctx_stop(stop))
        (void)chan_recv(bell.rung, NULL);
    ctx_stop_drop(stop);
    chan_drop(bell.rung);
}
