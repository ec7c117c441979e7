/* expect: over-budget cut-short — 30 s a line instead of 30 s a session */
#include "exercise.h"

void serve_client(ctx_t *server, struct client *client)
{
    for (;;) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *line = ctx_with_timeout(server, CTX_S(60), &cancel);
        if (!read_line(line, client))
            return;
        answer_line(line, client);
    }
}
