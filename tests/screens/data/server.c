/* server.c — the program that the drawn traces of these tests pretend to be: never compiled. */
#include "ctx.h"

static void tick_worker(ctx_t *ctx, void *arg)
{
    for (;;) {
        /* LESSON: a closed done is always ready, so a loop that goes on spins. */
        switch (chan_select(CHAN_RECV(ctx_done(ctx)), CHAN_RECV(ticks(arg)))) {
        case 0: return;
        case 1: scene_work(ctx, "tick"); break;
        }
    }
}

void handle_request(ctx_t *server, request_t *req)
{
    ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(server, &cancel);

    task_go(ctx, tick_worker, req);
    answer(req);
}

void serve(ctx_t *parent)
{
    ctx_auto ctx_cancel_t *stop = NULL;
    ctx_t *server = ctx_with_timeout(parent, CTX_S(5), &stop);

    ctx_t *user = ctx_with_value(server, user_key, "ann");
    for (int i = 0; i < REQUESTS; i++)
        handle_request(user, &requests[i]);
    ctx_cancel_cause(stop, &client_gone);
}
