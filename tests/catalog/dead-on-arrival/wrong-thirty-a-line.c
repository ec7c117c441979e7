/* expect: missing-work over-budget — thirty seconds for each line */
#include "exercise.h"

static bool one_line(ctx_t *server, struct client *client)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *session = ctx_with_timeout(server, CTX_S(30), &cancel);
    if (!read_line(session, client))
        return false;
    answer_line(session, client);
    return true;
}

void serve_client(ctx_t *server, struct client *client)
{
    while (one_line(server, client))
        ;
}
