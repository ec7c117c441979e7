/* expect: pass — who serves gets a deadline when the signal comes, by a cancel of its own */
#include "exercise.h"

static wait_group_t in_hand;

static void serve(ctx_t *ctx, void *client)
{
    answer(ctx, client);
    wait_group_done(&in_hand);
}

int run_server(ctx_t *process, struct door *door)
{
    struct client *client;
    /* the signal ends what lets clients in; what they are served under goes on, for so long */
    ctx_auto_signals ctx_signals_t *signals = NULL;
    ctx_auto ctx_cancel_t *end = NULL, *cancel = NULL;
    ctx_t *accepting = ctx_with_signals(process, &signals, SIGTERM, SIGINT), *serving = ctx_with_cancel(process, &end);
    while ((client = next_client(accepting, door)) != NULL) {
        wait_group_add(&in_hand, 1);
        task_go(serving, serve, client);
    }
    if (wait_group_wait_ctx(ctx_with_deadline(process, ctx_now() + CTX_S(1), &cancel), &in_hand) == CTX_DEADLINE_EXCEEDED)
        ctx_cancel(end);
    wait_group_wait(&in_hand);
    return 0;
}
