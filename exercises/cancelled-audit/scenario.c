/* Payments one after the other, one in the small scenario. In the big one the sink hangs on every 25th. */
#include "scene.h"

#include <stdio.h>

#include "audit_scene.h"
#include "exercise.h"
#include "request_scene.h"

enum { MANY = 100, GIVES_UP_S = 10 };

static struct audit_event events[MANY + 1];

void respond_at(const ctx_site_t *site, ctx_t *ctx, const struct audit_event *event)
{
    (void)event;
    work_for_at(site, ctx, CTX_MS(10));
    scene_count("answers", ctx_err_at(site, ctx) == CTX_OK);
}

static void serve(ctx_t *root, int number)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *ctx = request_ctx(ctx_with_cancel(root, &cancel), number);
    ctx_ns_t start = ctx_now();
    events[number] = (struct audit_event){number, "payment", 100 * number};
    scene_count("payments", 1);
    take_payment(ctx, &events[number]);
    scene_count("late", ctx_now() > start + CTX_MS(50));
}

/* Whoever waits longer for a sink that hangs is told so; then its bound is awaited, for it is no leak. */
static void await_hung(void)
{
    static char said[200];
    audit_stuck_t stuck;
    scene_rest(CTX_S(GIVES_UP_S) + CTX_MS(100));
    if (!audit_stuck(&stuck) || stuck.until == CTX_NO_DEADLINE)
        return;
    ctx_ns_t bound = stuck.until - stuck.since;
    (void)snprintf(said, sizeof said, "the write for payment %d hangs, and is given up only after %lld.%lld s; it may take %d s", stuck.number,
                   (long long)(bound / CTX_S(1)), (long long)(bound % CTX_S(1) / CTX_MS(100)), GIVES_UP_S);
    scene_fail_at(stuck.site, "leaked-task", said);
    scene_rest(stuck.until - ctx_now() + CTX_S(1));
}

void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, 1, MANY), hung = 25;
    for (int i = 1; i <= n; i++) {
        if (i % hung == 0) {
            audit_hang(i);
            scene_count("hung", 1);
        }
        serve(root, i);
    }
    await_hung();
    scene_mark("idle");
}
