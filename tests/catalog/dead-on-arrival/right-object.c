/* expect: pass — a session object with an end of its own */
#include "exercise.h"

struct session {
    ctx_t *ctx;
    ctx_cancel_t *end;
};

static struct session session_open(ctx_t *server)
{
    struct session s;
    s.ctx = ctx_with_timeout(server, CTX_S(30), &s.end);
    return s;
}

static void session_close(struct session *s) { ctx_release(s->end); }

void serve_client(ctx_t *server, struct client *client)
{
    struct session s = session_open(server);
    for (; read_line(s.ctx, client); answer_line(s.ctx, client))
        ;
    session_close(&s);
}
