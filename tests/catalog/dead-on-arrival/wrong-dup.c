/* expect: lost-cancel — a copy of the handle keeps it alive, and nobody gives that back */
#include "exercise.h"

static ctx_t *open_session(ctx_t *server)
{
    ctx_cancel_t *cancel;
    ctx_t *session = ctx_with_timeout(server, CTX_S(30), &cancel);
    (void)!ctx_cancel_dup(cancel);
    return ctx_keep(session);
}

void serve_client(ctx_t *server, struct client *client)
{
    ctx_kept ctx_t *session = open_session(server);
    while (read_line(session, client))
        answer_line(session, client);
}
