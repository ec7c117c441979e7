/* expect: no-credit — stops after a fixed number of ticks, and keeps the handle */
#include "exercise.h"

static void tick(ctx_t *ctx, void *arg)
{
    for (int i = 0; i < 2; i++) {
        task_sleep(CTX_MS(10));
        report_progress(ctx, arg);
    }
}

void handle_request(ctx_t *server, struct request *request)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_cancel(server, &cancel);
    task_go(ctx, tick, request);
    answer(ctx, request);
}
