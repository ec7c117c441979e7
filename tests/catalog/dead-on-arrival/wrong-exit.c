/* expect: rejected — leaves the program */
#include <stdlib.h>

#include "exercise.h"

void serve_client(ctx_t *server, struct client *client)
{
    (void)server, (void)client;
    exit(0);
}
