/* Maps for nobody
 *
 * A server draws maps tile by tile. People look at a map for a moment and move on, and their programs hang up; the server stands at
 * full load all day, and draws maps to their last tile before it finds that nobody is there to take them.
 *
 * Make: when a client hangs up in the middle of a map, or the application ends, at most half of its remaining tiles are still
 * drawn, whatever else that client had asked for; a client that waits gets every map.
 */
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
    struct request request;
    struct answer answer;
    while (recv(client, &request, sizeof request, MSG_WAITALL) == sizeof request) {
        if (!draw(application, &request, &answer) || send(client, &answer, sizeof answer, MSG_NOSIGNAL) != sizeof answer)
            return;
    }
}
