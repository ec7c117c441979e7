/* expect: missing-work — reports once, at the start: nothing is left */
#include "exercise.h"

void handle_request(ctx_t *server, struct request *request)
{
    report_progress(server, request);
    answer(server, request);
}
