/* expect: pass — the session runs what is done in it */
#include "exercise.h"

static void in_session(ctx_t *server, ctx_ns_t length, void (*talk)(ctx_t *, struct client *), struct client *client)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    talk(ctx_with_timeout(server, length, &cancel), client);
}

static void talk(ctx_t *session, struct client *client)
{
    while (read_line(session, client))
        answer_line(session, client);
}

void serve_client(ctx_t *server, struct client *client) { in_session(server, CTX_S(30), talk, client); }
