/* expect: pass — the worker leaves when the request is finished; nothing is derived */
#include "exercise.h"

/* Reports progress until it is told to stop. */
static void tick_worker(ctx_t *ctx, void *arg)
{
    struct request *request = arg;
    timer_auto chan_timer_t *ticker = ticker_new(CTX_MS(10));
    for (;;) {
        int arm = chan_select(CHAN_DONE(ctx), CHAN_RECV(request->finished, NULL), CHAN_RECV(timer_chan(ticker), NULL));
        if (arm != 2)
            return;
        report_progress(ctx, request);
    }
}

void handle_request(ctx_t *server, struct request *request)
{
    task_go(server, tick_worker, request);
    answer(server, request);
}
