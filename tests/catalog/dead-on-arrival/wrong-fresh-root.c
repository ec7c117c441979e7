/* expect: rerooted — a session that outlives the server */
#include "exercise.h"

/* The handle is the caller's: it has to live as long as the session. The context is borrowed from it. */
static ctx_t *open_session(ctx_t *server, ctx_cancel_t **cancel)
{
    return ((void)server, ctx_with_timeout(ctx_background(), CTX_S(30), cancel));
}

void serve_client(ctx_t *server, struct client *client)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *session = open_session(server, &cancel);
    while (read_line(session, client))
        answer_line(session, client);
}
