/* expect: lost-cancel lingering-timer — gives back the handles of the first two requests only */
#include "exercise.h"

/* Reports progress until it is told to stop. */
static void tick_worker(ctx_t *ctx, void *arg)
{
    struct request *request = arg;
    timer_auto chan_timer_t *ticker = ticker_new(CTX_MS(10));
    for (;;) {
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(timer_chan(ticker), NULL))) {
        case 0: return;
        case 1: report_progress(ctx, request);
        }
    }
}

void handle_request(ctx_t *server, struct request *request)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_cancel(server, &cancel);
    task_go(ctx, tick_worker, request);
    answer(ctx, request);
    if (request->id < 2)
        ctx_release(cancel);
}
