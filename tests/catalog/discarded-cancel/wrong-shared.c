/* expect: data-race — one context for all, ended with the first request, and two who make it at once */
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

static ctx_cancel_t *all;

void handle_request(ctx_t *server, struct request *request)
{
    static ctx_t *ctx;
    if (all == NULL)
        ctx = ctx_keep(ctx_with_cancel(server, &all));
    task_go(ctx, tick_worker, request);
    answer(server, request);
    ctx_cancel(all);
}
