/* A child that nobody cancels, under a server that lives long. */
#include "exercise.h"

static void worker(ctx_t *ctx, void *arg)
{
    (void)arg;
    chan_recv(ctx_done(ctx), NULL);
}

void handle_request(ctx_t *server, struct request *request)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_cancel(server, &cancel);
    task_go(ctx, worker, request);
    answer(ctx, request);
}
