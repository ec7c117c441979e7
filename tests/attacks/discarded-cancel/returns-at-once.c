/* expect: no-credit — does nothing at all */
#include "exercise.h"

void handle_request(ctx_t *server, struct request *request) { (void)server, (void)request; }
