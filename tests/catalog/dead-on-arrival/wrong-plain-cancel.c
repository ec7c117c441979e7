/* expect: over-budget cut-short — handed over, and the 30 s lost */
#include "exercise.h"

/* The handle is the caller's: it has to live as long as the session. The context is borrowed from it. */
static ctx_t *open_session(ctx_t *server, ctx_cancel_t **cancel)
{
    return ctx_with_cancel(server, cancel);
}

void serve_client(ctx_t *server, struct client *client)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *session = open_session(server, &cancel);
    while (read_line(session, client))
        answer_line(session, client);
}
