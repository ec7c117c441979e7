/* expect: pass — an object with open and close */
#include "exercise.h"

struct session {
    ctx_t *ctx; /* borrowed from cancel */
    ctx_cancel_t *cancel;
};

static struct session open_session(ctx_t *server)
{
    struct session session;
    session.ctx = ctx_with_timeout(server, CTX_S(30), &session.cancel);
    return session;
}

static void close_session(struct session *session)
{
    ctx_release(session->cancel);
    *session = (struct session){0};
}

void serve_client(ctx_t *server, struct client *client)
{
    struct session session = open_session(server);
    while (read_line(session.ctx, client))
        answer_line(session.ctx, client);
    close_session(&session);
}
