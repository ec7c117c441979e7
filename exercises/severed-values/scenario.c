/* Requests one after the other; every second client hangs up after 50 ms, with a cause. Now and
 * then (big) the backend hangs. */
#include "scene.h"

#include "exercise.h"
#include "request_scene.h"

static const ctx_error_t hung_up = {.text = "client hung up", .err = CTX_CANCELED};
static int request, trace;

ctx_err_t backend_call_at(const ctx_site_t *site, ctx_t *ctx, int given)
{
    scene_count("calls", 1);
    scene_count("request numbers", request_id_at(site, ctx) == request);
    scene_count("trace numbers", given == trace);
    scene_work_at(site, ctx, "call");
    bool hangs = request % 10 == 9;
    ctx_ns_t start = ctx_now();
    ctx_err_t err = task_sleep_ctx_at(site, ctx, hangs ? CTX_S(60) : CTX_MS(100));
    scene_count("overstayed", ctx_now() > start + CTX_S(2));
    if (err == CTX_CANCELED) {
        scene_count("ended", 1);
        scene_count("true causes", ctx_cause_at(site, ctx) == &hung_up);
    }
    scene_count("answers", err == CTX_OK);
    return err;
}

static void hang_up(ctx_t *ctx, void *cancel)
{
    if (task_sleep_ctx(ctx, CTX_MS(50)) == CTX_OK)
        ctx_cancel_cause(cancel, &hung_up);
}

static void one(ctx_t *root, bool leaves)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *client = ctx_with_cancel(root, &cancel);
    ctx_kept ctx_t *ctx = request_ctx(client, request);
    task_t task = leaves ? task_go(client, hang_up, cancel) : (task_t){0};
    ctx_err_t err = serve(ctx, trace);
    scene_count("stay", !leaves && request % 10 != 9);
    if (leaves) {
        scene_count("left too late", err == CTX_OK);
        ctx_cancel(cancel);
        task_join(task);
    }
}

void scene_main(ctx_t *root, int size)
{
    for (int i = 0; i < scene_size(size, 2, 100); i++) {
        request = i + 1;
        trace = 7000 + i;
        one(root, i % 2 == 1);
    }
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
