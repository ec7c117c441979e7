/* expect: pass — from the catalog page */
/* The ticking workers
 *
 * Every request gets a worker that reports progress every 10 ms while the answer is being made. The operators say that
 * after a busy morning the log is full of progress for requests that were answered hours ago.
 *
 * Make: once a request has been answered, nothing that was started for it is left.
 */
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
    task_t t = task_go(ctx, tick_worker, request);
    answer(ctx, request);
    ctx_cancel(cancel);
    task_join(t);
    ctx_release(cancel);
}
