/* expect: pass — the handle is released by what runs when the request is finished */
#include "exercise.h"

static void tick_worker(ctx_t *ctx, void *arg)
{
    struct request *request = arg;
    timer_auto chan_timer_t *ticker = ticker_new(CTX_MS(10));
    while (chan_select(CHAN_DONE(ctx), CHAN_RECV(timer_chan(ticker), NULL)) == 1)
        report_progress(ctx, request);
}

/* Waits for the end of the request, and ends its context. */
static void end_with(ctx_t *ctx, void *arg)
{
    struct request *request = ctx_value(ctx, ctx_text_key("request"));
    chan_recv(request->finished, NULL);
    ctx_release(arg);
}

void handle_request(ctx_t *server, struct request *request)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_cancel(server, &cancel);
    ctx_kept ctx_t *valued = ctx_with_value(ctx, ctx_text_key("request"), request);
    task_go(valued, end_with, cancel);
    task_go(valued, tick_worker, request);
    answer(valued, request);
}
