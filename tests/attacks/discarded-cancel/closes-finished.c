/* expect: no-credit — says it is finished without an answer */
#include "exercise.h"

void handle_request(ctx_t *server, struct request *request)
{
    (void)server;
    chan_close(request->finished);
}
