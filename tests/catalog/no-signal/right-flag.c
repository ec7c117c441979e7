/* expect: pass — a handler that sets a flag, and a look at it every 20 ms */
#include "exercise.h"

static volatile sig_atomic_t stopped;
static wait_group_t in_hand;

static void stop(int number)
{
    (void)number;
    stopped = 1;
}

static void serve(ctx_t *ctx, void *client)
{
    answer(ctx, client);
    wait_group_done(&in_hand);
}

static struct client *next(ctx_t *process, struct door *door)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    return next_client(ctx_with_timeout(process, CTX_MS(20), &cancel), door);
}

int run_server(ctx_t *process, struct door *door)
{
    struct sigaction action = {.sa_handler = stop};
    ctx_auto ctx_cancel_t *end = NULL, *cancel = NULL;
    ctx_t *serving = ctx_with_cancel(process, &end);
    stopped = 0;
    sigemptyset(&action.sa_mask);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    while (!stopped && ctx_err(process) == CTX_OK) {
        struct client *client = next(process, door);
        if (client == NULL)
            continue;
        wait_group_add(&in_hand, 1);
        task_go(serving, serve, client);
    }
    if (wait_group_wait_ctx(ctx_with_timeout(process, CTX_S(1), &cancel), &in_hand) != CTX_OK)
        ctx_cancel(end);
    wait_group_wait(&in_hand);
    return 0;
}
