/* Hosts that refuse the first pings and answer the last one the monitor is allowed. One round has 10 s. */
#include "scene.h"

#include "exercise.h"

enum { ATTEMPTS = 3 };

struct host {
    int refusals; /* pings it still refuses */
};

ping_t send_ping(ctx_t *ctx, struct host *host)
{
    ctx_ns_t deadline;
    if (ctx_err(ctx) != CTX_OK)
        return PING_GAVE_UP;
    scene_count("pings", 1);
    scene_count("unbounded", !ctx_deadline(ctx, &deadline));
    scene_work(ctx, "ping");
    if (task_sleep_ctx(ctx, CTX_MS(40)) != CTX_OK)
        return PING_GAVE_UP;
    if (host->refusals == 0)
        return PING_ANSWERED;
    host->refusals--;
    return PING_REFUSED;
}

void scene_main(ctx_t *root, int size)
{
    int hosts = scene_size(size, 1, 100);
    for (int i = 0; i < hosts; i++) {
        struct host host = {ATTEMPTS - 1};
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *round = ctx_with_timeout(root, CTX_S(10), &cancel);
        scene_count("hosts", 1);
        scene_count("attempts", ATTEMPTS);
        scene_count("answered", ping_with_retry(round, &host, ATTEMPTS));
    }
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
