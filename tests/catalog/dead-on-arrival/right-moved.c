/* expect: pass — the handle is moved out, and the kept context stays as it was */
#include "exercise.h"

/* Owned (ctx_drop). */
static ctx_t *open_session(ctx_t *server, ctx_cancel_t **out)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *session = ctx_with_timeout(server, CTX_S(30), &cancel);
    *out = ctx_move(&cancel);
    return ctx_keep(session);
}

void serve_client(ctx_t *server, struct client *client)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *session = open_session(server, &cancel);
    while (read_line(session, client))
        answer_line(session, client);
}
