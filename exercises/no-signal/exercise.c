/* The deploy that cuts people off
 *
 * A server runs until somebody stops it: with SIGTERM on each deploy, with SIGINT at a developer's desk. Either way it is gone in
 * the same instant, and everybody who was just being answered gets half an answer.
 *
 * Make: on either signal the server takes no more clients, lets those it has finish, ends after 1 s those that still do not, and
 * returns 0 when none is left.
 */
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
    while ((client = next_client(process, door)) != NULL) {
        wait_group_add(&in_hand, 1);
        task_go(process, serve, client);
    }
    wait_group_wait(&in_hand);
    return 0;
}
