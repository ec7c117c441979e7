/* expect: pass — the worker owns the handle and leaves when the work is over */
#include <stdlib.h>

#include "exercise.h"

struct job {
    ctx_cancel_t *cancel; /* owned */
    struct request *request;
};

static void tick_worker(ctx_t *ctx, void *arg)
{
    struct job *job = arg;
    ctx_auto ctx_cancel_t *cancel = job->cancel;
    timer_auto chan_timer_t *ticker = ticker_new(CTX_MS(10));
    for (;;) {
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(job->request->finished, NULL), CHAN_RECV(timer_chan(ticker), NULL))) {
        case 0:
        case 1: return;
        case 2: report_progress(ctx, job->request);
        }
    }
}

void handle_request(ctx_t *server, struct request *request)
{
    struct job *job = malloc(sizeof *job);
    ctx_t *ctx = ctx_with_cancel(server, &job->cancel);
    ctx_kept ctx_t *mine = ctx_keep(ctx);
    job->request = request;
    task_go_owned(ctx, tick_worker, job, free);
    answer(mine, request);
}
