/* expect: missing-work — deletes the work */
#include "exercise.h"

void handle_request(ctx_t *server, struct request *request) { answer(server, request); }
