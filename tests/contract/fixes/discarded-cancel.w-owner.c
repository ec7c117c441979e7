/* expect: lost-cancel leaked-task — from the catalog page */
#include "exercise.h"

struct pair { ctx_cancel_t *cancel; struct request *request; };
static void tick_worker(ctx_t *ctx, void *arg)
{
    struct pair *p = arg;
    ctx_auto ctx_cancel_t *cancel = p->cancel;
    timer_auto chan_timer_t *ticker = ticker_new(CTX_MS(10));
    for (;;) {
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(timer_chan(ticker), NULL))) {
        case 0: return;
        case 1: report_progress(ctx, p->request);
        }
    }
}
#include <stdlib.h>
void handle_request(ctx_t *server, struct request *request)
{
    struct pair *p = malloc(sizeof *p);
    p->request = request;
    ctx_t *ctx = ctx_with_cancel(server, &p->cancel);
    task_go_owned(ctx, tick_worker, p, free);
    answer(ctx, request);
}
