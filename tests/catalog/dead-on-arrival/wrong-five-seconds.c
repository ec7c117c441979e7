/* expect: cut-short — five seconds are enough */
#include "exercise.h"

void serve_client(ctx_t *server, struct client *client)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *session = ctx_with_timeout(server, CTX_S(5), &cancel);
    while (read_line(session, client))
        answer_line(session, client);
}
