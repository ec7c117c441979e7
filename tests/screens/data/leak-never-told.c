/* A child below a detached context: its request ends, and the news does not reach it. */
#include "exercise.h"

static void worker(ctx_t *ctx, void *arg)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)arg;
    chan_recv(ctx_done(ctx_with_cancel(detached, &cancel)), NULL);
}

void handle_request(ctx_t *server, struct request *request)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(server, &cancel);
    task_go(ctx, worker, request);
    answer(ctx, request);
}
