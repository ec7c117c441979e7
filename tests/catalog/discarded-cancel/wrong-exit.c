/* expect: rejected — leaves the program */
#include <stdlib.h>

#include "exercise.h"

void handle_request(ctx_t *server, struct request *request)
{
    (void)server, (void)request;
    exit(0);
}
