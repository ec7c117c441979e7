/* expect: pass — a worker that sleeps under its context instead of ticking */
#include "exercise.h"

/* Reports progress until it is told to stop. */
static void tick_worker(ctx_t *ctx, void *arg)
{
    struct request *request = arg;
    while (task_sleep_ctx(ctx, CTX_MS(10)) == CTX_OK)
        report_progress(ctx, request);
}

void handle_request(ctx_t *server, struct request *request)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(server, &cancel);
    task_go(ctx, tick_worker, request);
    answer(ctx, request);
}
