/* expect: pass — the worker listens to the end of the work, the caller to the worker */
#include "exercise.h"

static void tick_worker(ctx_t *ctx, void *arg)
{
    struct request *request = arg;
    chan_timer_t *ticker = ticker_new(CTX_MS(10));
    while (chan_select(CHAN_RECV(timer_chan(ticker), NULL), CHAN_DONE(ctx), CHAN_RECV(request->finished, NULL)) == 0)
        report_progress(ctx, request);
    timer_drop(ticker);
}

void handle_request(ctx_t *server, struct request *request)
{
    task_t ticker = task_go(server, tick_worker, request);
    answer(server, request);
    task_join(ticker);
}
