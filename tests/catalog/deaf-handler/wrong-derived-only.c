/* expect: late-work — a context for the connection that nobody cancels */
#include "exercise.h"

static bool draw(ctx_t *ctx, const struct request *request, struct answer *answer)
{
    *answer = (struct answer){.map = request->map};
    for (int i = 0; i < request->tiles; i++) {
        if (ctx_err(ctx) != CTX_OK)
            return false;
        answer->sum += draw_tile(ctx, request, i);
    }
    return true;
}

void serve_client(ctx_t *application, int client)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *connection = ctx_with_cancel(application, &cancel);
    struct request request;
    struct answer answer;
    while (recv(client, &request, sizeof request, MSG_WAITALL) == sizeof request) {
        if (!draw(connection, &request, &answer) || send(client, &answer, sizeof answer, MSG_NOSIGNAL) != sizeof answer)
            return;
    }
}
