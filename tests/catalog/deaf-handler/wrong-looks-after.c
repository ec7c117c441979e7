/* expect: late-work — looks when the map is drawn, before it is sent */
#include "exercise.h"

static bool gone(int client)
{
    struct pollfd look = {.fd = client, .events = POLLRDHUP};
    return poll(&look, 1, 0) > 0;
}

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
    struct request request;
    struct answer answer;
    while (recv(client, &request, sizeof request, MSG_WAITALL) == sizeof request) {
        if (!draw(application, &request, &answer) || gone(client) || send(client, &answer, sizeof answer, MSG_NOSIGNAL) != sizeof answer)
            return;
    }
}
