/* expect: over-budget — from the catalog page */
/* The session that ends before hello
 *
 * A chat server gives each client a session of at most 30 s. Since the opening moved into a function of its own, every client is
 * dropped before the first line is read, and the log gives no better reason than "context canceled".
 *
 * Make: a client is served until it leaves, for at most 30 s, and nothing of the session is left then.
 */
#include "exercise.h"

/* Owned (ctx_drop). */
static ctx_t *open_session(ctx_t *server)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *session = ctx_with_timeout(server, CTX_S(30), &cancel);
    (void)session;
    return ctx_keep(server);
}

void serve_client(ctx_t *server, struct client *client)
{
    ctx_kept ctx_t *session = open_session(server);
    while (read_line(session, client))
        answer_line(session, client);
}
