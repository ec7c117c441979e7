/* expect: over-budget — half a minute for the one who hangs */
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
    (void)wait_group_wait_ctx(ctx_with_timeout(process, CTX_S(30), &cancel), &in_hand);
    ctx_cancel(end);
    wait_group_wait(&in_hand);
    return 0;
}
