/* expect: missing-work — reports what is not going on */
#include "exercise.h"

void handle_request(ctx_t *server, struct request *request)
{
    report_progress(server, request);
    report_progress(server, request);
    answer(server, request);
}
