/* expect: over-budget cut-short — the server's own context: no 30 s */
#include "exercise.h"

/* Owned (ctx_drop). */
static ctx_t *open_session(ctx_t *server)
{
    return ctx_keep(server);
}

void serve_client(ctx_t *server, struct client *client)
{
    ctx_kept ctx_t *session = open_session(server);
    while (read_line(session, client))
        answer_line(session, client);
}
