/* expect: missing-work — serves nobody */
#include "exercise.h"

void serve_client(ctx_t *application, int client)
{
    (void)application, (void)client;
}
