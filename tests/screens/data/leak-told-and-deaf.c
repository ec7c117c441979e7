/* A child that is told, and whose task never looks. */
#include "exercise.h"

static void worker(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    chan_recv(chan_make_signal(), NULL);
}

void handle_request(ctx_t *server, struct request *request)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(server, &cancel);
    task_go(ctx, worker, request);
    answer(ctx, request);
}
