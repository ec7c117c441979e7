/* expect: data-race — one handle for all sessions */
/* The session that ends before hello
 *
 * A chat server gives each client a session of at most 30 s. Since the opening moved into a function of its own, every client is
 * dropped before the first line is read, and the log gives no better reason than "context canceled".
 *
 * Make: a client is served until it leaves, for at most 30 s, and nothing of the session is left then.
 */
#include "exercise.h"

/* The handle is the caller's: it has to live as long as the session. The context is borrowed from it. */
static ctx_t *open_session(ctx_t *server, ctx_cancel_t **cancel)
{
    return ctx_with_timeout(server, CTX_S(30), cancel);
}

void serve_client(ctx_t *server, struct client *client)
{
    static ctx_cancel_t *cancel;
    ctx_t *session = open_session(server, &cancel);
    while (read_line(session, client))
        answer_line(session, client);
    ctx_release(cancel);
}
