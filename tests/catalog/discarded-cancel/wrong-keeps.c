/* expect: data-race missing-work — the handle is kept in a list for later, which never comes */
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
    static ctx_cancel_t *later[1000];
    static int n;
    later[n++ % 1000] = cancel;
    answer(ctx, request);
}
