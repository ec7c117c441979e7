/* One request, and the services it asks
 *
 * A page is put together from several services, each asked under the request's context. The client leaves; everything that was done
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

static void serve_page(ctx_t *root, int n)
{
    static const char *const names[] = {"users", "orders", "prices"};
    static struct call calls[64];
    wait_group_t all = {0};
    ctx_auto ctx_cancel_t *leave = NULL;
    ctx_t *request = ctx_with_cancel(root, &leave);
    wait_group_add(&all, n);
    for (int i = 0; i < n; i++) {
        calls[i] = (struct call){names[i % 3], CTX_MS(60 + 100 * (i % 3)), &all};
        task_go(request, ask_service, &calls[i]);
    }
    scene_settle();
    scene_mark("asked");
    task_sleep(CTX_MS(80));
    scene_mark("answered");
    task_sleep(CTX_MS(40));
    scene_note("the client leaves");
    ctx_cancel(leave);
    scene_mark("told");
    wait_group_wait(&all);
    scene_mark("stopped");
}

void scene_main(ctx_t *root, int size)
{
    serve_page(root, size < 2 ? 2 : size > 64 ? 64
                                              : size);
    scene_rest(CTX_S(1));
    scene_mark("over");
}
