/* expect: no-credit — hides the leak under a root of its own */
#include "exercise.h"

static void tick(ctx_t *ctx, void *arg)
{
    struct request *request = arg;
    timer_auto chan_timer_t *ticker = ticker_new(CTX_MS(10));
    while (chan_select(CHAN_DONE(ctx), CHAN_RECV(timer_chan(ticker), NULL)) == 1)
        report_progress(ctx, request);
}

void handle_request(ctx_t *server, struct request *request)
{
    (void)server;
    ctx_cancel_t *cancel;
    task_go(ctx_with_cancel(ctx_background(), &cancel), tick, request);
    answer(ctx_background(), request);
}
