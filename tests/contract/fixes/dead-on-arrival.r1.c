/* expect: pass — from the catalog page */
#include "exercise.h"

struct session { ctx_cancel_t *cancel; };
static struct session session_open(ctx_t *server)
{
    struct session s;
    (void)ctx_with_timeout(server, CTX_S(30), &s.cancel);
    return s;
}
static void session_close(struct session *s) { ctx_release(s->cancel); }
void serve_client(ctx_t *server, struct client *client)
{
    struct session s = session_open(server);
    for (ctx_t *ctx = ctx_of_cancel(s.cancel); read_line(ctx, client);)
        answer_line(ctx, client);
    session_close(&s);
}
