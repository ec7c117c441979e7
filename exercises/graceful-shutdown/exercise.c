/* Accepting and serving
 *
 * A server has two contexts: one for taking requests in, one for serving them. A shutdown ends the first at once and the second
 * only when the drain budget is over.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"

struct server {
    ctx_t *serving;
    wait_group_t in_flight;
};

static void serve(ctx_t *ctx, void *arg)
{
    struct server *server = arg;
    ctx_ns_t takes = ctx_now() % CTX_MS(2) == 0 ? CTX_MS(40) : CTX_MS(90);
    if (task_sleep_ctx(ctx, takes) == CTX_OK)
        scene_work(ctx, "served");
    else
        scene_work(ctx, "cut off");
    wait_group_done(&server->in_flight);
}

static void accept_requests(ctx_t *accepting, void *arg)
{
    struct server *server = arg;
    while (task_sleep_ctx(accepting, CTX_MS(15)) == CTX_OK) {
        wait_group_add(&server->in_flight, 1);
        task_go(server->serving, serve, server);
    }
}

/* The budget has a root of its own: it must not end with the server. */
static bool drain(struct server *server)
{
    ctx_auto ctx_cancel_t *end = NULL;
    ctx_t *budget = ctx_with_timeout(ctx_background(), CTX_MS(60), &end);
    return wait_group_wait_ctx(budget, &server->in_flight) == CTX_OK;
}

static void run_server(ctx_t *root, int size)
{
    static struct server server;
    ctx_auto ctx_cancel_t *stop_serving = NULL, *stop_accepting = NULL;
    server.serving = ctx_with_cancel(root, &stop_serving);
    ctx_t *accepting = ctx_with_cancel(server.serving, &stop_accepting);
    task_t door = task_go(accepting, accept_requests, &server);
    task_sleep(CTX_MS(20) * size + CTX_MS(35));
    scene_note("SIGTERM");
    scene_mark("shutdown");
    ctx_cancel(stop_accepting);
    scene_mark("door");
    task_join(door);
    if (!drain(&server)) {
        scene_mark("budget over");
        ctx_cancel(stop_serving);
        scene_mark("cut off");
        wait_group_wait(&server.in_flight);
    }
    scene_mark("home");
}

void scene_main(ctx_t *root, int size)
{
    run_server(root, size);
    scene_rest(CTX_MS(100));
    scene_mark("over");
}
