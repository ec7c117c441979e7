/* expect: no-credit — reports by itself, without a worker */
#include "exercise.h"

void handle_request(ctx_t *server, struct request *request)
{
    answer(server, request);
    answer(server, request);
    report_progress(server, request);
}
