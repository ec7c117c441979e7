/* expect: late-work — lets people in until the drain is over */
#include "exercise.h"

static wait_group_t in_hand;

static void serve(ctx_t *ctx, void *client)
{
    answer(ctx, client);
    wait_group_done(&in_hand);
}

static void end_later(ctx_t *accepting, void *end)
{
    chan_recv(ctx_done(accepting), NULL);
    task_sleep(CTX_S(1));
    ctx_cancel(end);
}

int run_server(ctx_t *process, struct door *door)
{
    struct client *client;
    /* the signal ends what lets clients in; what they are served under goes on, for so long */
    ctx_auto_signals ctx_signals_t *signals = NULL;
    ctx_auto ctx_cancel_t *end = NULL, *cancel = NULL;
    ctx_t *accepting = ctx_with_signals(process, &signals, SIGTERM, SIGINT), *serving = ctx_with_cancel(process, &end);
    task_t timer = task_go(accepting, end_later, end);
    while ((client = next_client(serving, door)) != NULL) {
        wait_group_add(&in_hand, 1);
        task_go(serving, serve, client);
    }
    (void)cancel;
    task_join(timer);
    ctx_cancel(end);
    wait_group_wait(&in_hand);
    return 0;
}
