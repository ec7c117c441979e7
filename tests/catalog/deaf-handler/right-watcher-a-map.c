/* expect: pass — a watcher for each map, joined when it is drawn */
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

struct watch {
    int client;
    ctx_cancel_t *cancel;
};

static void watch_client(ctx_t *ctx, void *arg)
{
    struct watch *watch = arg;
    struct pollfd wait = {.fd = watch->client, .events = 0};
    while (ctx_err(ctx) == CTX_OK)
        if (poll(&wait, 1, 20) > 0)
            ctx_cancel(watch->cancel);
}

static bool draw_watched(ctx_t *application, int client, const struct request *request, struct answer *answer)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(application, &cancel);
    struct watch watch = {.client = client, .cancel = cancel};
    task_t watcher = task_go(ctx, watch_client, &watch);
    bool whole = draw(ctx, request, answer);
    ctx_cancel(cancel);
    task_join(watcher);
    return whole;
}

void serve_client(ctx_t *application, int client)
{
    struct request request;
    struct answer answer;
    while (recv(client, &request, sizeof request, MSG_WAITALL) == sizeof request) {
        if (!draw_watched(application, client, &request, &answer) || send(client, &answer, sizeof answer, MSG_NOSIGNAL) != sizeof answer)
            return;
    }
}
