/* One request, three services
 *
 * A page is put together from three services, each asked under the request's context. The client leaves; everything that was done
 * for it stops.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"

struct call {
    const char *service;
    ctx_ns_t takes;
    wait_group_t *all;
};

static void ask_service(ctx_t *request, void *arg)
{
    struct call *call = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(request, CTX_MS(500), &cancel);
    scene_work(ctx, call->service);
    if (task_sleep_ctx(ctx, call->takes) == CTX_OK)
        scene_work(ctx, "answered");
    wait_group_done(call->all);
}

static void client(ctx_t *ctx, void *leave)
{
    (void)ctx;
    task_sleep(CTX_MS(120));
    scene_note("the client leaves");
    ctx_cancel(leave);
}

void scene_main(ctx_t *root, int size)
{
    static const char *const names[] = {"users", "orders", "prices"};
    static struct call calls[64];
    wait_group_t all = {0};
    int n = size < 1 ? 1 : size;
    n = n > 64 ? 64 : n;
    ctx_auto ctx_cancel_t *leave = NULL;
    ctx_t *request = ctx_with_cancel(root, &leave);
    wait_group_add(&all, n);
    for (int i = 0; i < n; i++) {
        calls[i] = (struct call){names[i % 3], CTX_MS(60 + 100 * (i % 3)), &all};
        task_go(request, ask_service, &calls[i]);
    }
    task_go(ctx_background(), client, leave);
    scene_settle();
    scene_mark("asked");
    wait_group_wait(&all);
    scene_mark("stopped");
    scene_rest(CTX_S(1));
    scene_mark("over");
}
