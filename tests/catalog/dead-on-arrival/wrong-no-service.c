/* expect: missing-work — serves nobody */
#include "exercise.h"

void serve_client(ctx_t *server, struct client *client)
{
    (void)server, (void)client;
}
