/* expect: rejected — leaves the program */
#include <stdlib.h>

#include "exercise.h"

static bool draw(ctx_t *ctx, const struct request *request, struct answer *answer)
{
    *answer = (struct answer){.map = request->map};
    for (int i = 0; i < request->tiles; i++) {
        if (ctx_err(ctx) != CTX_OK)
            exit(0);
        answer->sum += draw_tile(ctx, request, i);
    }
    return true;
}

void serve_client(ctx_t *application, int client)
{
    struct request request;
    struct answer answer;
    while (recv(client, &request, sizeof request, MSG_WAITALL) == sizeof request) {
        if (!draw(application, &request, &answer) || send(client, &answer, sizeof answer, MSG_NOSIGNAL) != sizeof answer)
            return;
    }
}
