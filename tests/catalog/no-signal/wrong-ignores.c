/* expect: deaf-wait — the signals are ignored */
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
    signal(SIGTERM, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    while ((client = next_client(process, door)) != NULL) {
        wait_group_add(&in_hand, 1);
        task_go(process, serve, client);
    }
    wait_group_wait(&in_hand);
    return 0;
}
