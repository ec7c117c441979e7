/* expect: pass — a macro that makes a scope with a context in it */
#include "exercise.h"

#define WITH_CANCEL(name, parent)                                                      \
    for (ctx_cancel_t *name##_handle = NULL, *name##_once = NULL; name##_once == NULL; \
         ctx_release(name##_handle), name##_once = (ctx_cancel_t *)1)                  \
        for (ctx_t *name = ctx_with_cancel((parent), &name##_handle); name != NULL; name = NULL)

static void tick_worker(ctx_t *ctx, void *arg)
{
    timer_auto chan_timer_t *ticker = ticker_new(CTX_MS(10));
    while (chan_select(CHAN_DONE(ctx), CHAN_RECV(timer_chan(ticker), NULL)) != 0)
        report_progress(ctx, arg);
}

void handle_request(ctx_t *server, struct request *request)
{
    WITH_CANCEL(ctx, server)
    {
        task_go(ctx, tick_worker, request);
        answer(ctx, request);
    }
}
