/* Hosts that refuse the first pings and answer the last one the monitor is allowed; every tenth one of many falls silent
 * after its first refusal, another one answers at once. One round has 10 s. */
#include "scene.h"

#include "exercise.h"

enum { ATTEMPTS = 3 };

struct host {
    int refusals; /* pings it still refuses */
    bool falls_silent;
};

ping_t send_ping(ctx_t *ctx, struct host *host)
{
    ctx_ns_t deadline;
    if (ctx_err(ctx) != CTX_OK)
        return PING_GAVE_UP;
    scene_count("pings", 1);
    scene_count("unbounded", !ctx_deadline(ctx, &deadline));
    scene_work(ctx, "ping");
    bool silent = host->falls_silent && host->refusals < ATTEMPTS - 1;
    if (task_sleep_ctx(ctx, silent ? CTX_S(60) : CTX_MS(40)) != CTX_OK)
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
        struct host host = {i % 10 == 4 ? 0 : ATTEMPTS - 1, i % 10 == 9};
        ctx_ns_t start = ctx_now();
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *round = ctx_with_timeout(root, CTX_S(10), &cancel);
        scene_count("hosts", !host.falls_silent);
        scene_count("attempts", host.refusals + 1);
        scene_count("answered", ping_with_retry(round, &host, ATTEMPTS));
        scene_count("rounds of more than 5 s", ctx_now() - start > CTX_S(5));
    }
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
