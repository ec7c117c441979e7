/* Payments one after the other. Some events cannot be written, each kind for another reason; for one the sink hangs. */
#include "scene.h"

#include "audit_scene.h"
#include "exercise.h"
#include "request_scene.h"

enum { MANY = 100, HANGS = 7 };

static struct audit_event events[MANY + 1];

void respond_at(const ctx_site_t *site, ctx_t *ctx, const struct audit_event *event)
{
    (void)event;
    work_for_at(site, ctx, CTX_MS(10));
    scene_count("answers", ctx_err_at(site, ctx) == CTX_OK);
}

static struct audit_event event(int number, int odd)
{
    struct audit_event e = {number, "payment", 100 * number};
    switch (odd ? (number / odd) % 3 : -1) {
    case 0: e.what = NULL; break;
    case 1: e.cents = -5; break;
    case 2: e.what = "payment, with the greetings of the whole family"; break;
    default: return e;
    }
    scene_count("odd", 1);
    return e;
}

static void serve(ctx_t *root, int number, int odd)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *ctx = request_ctx(ctx_with_cancel(root, &cancel), number);
    ctx_ns_t start = ctx_now();
    events[number] = event(number, number % odd == 0 ? odd : 0);
    scene_count("payments", 1);
    take_payment(ctx, &events[number]);
    scene_count("late", ctx_now() > start + CTX_MS(50));
}

void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, 2, MANY), odd = scene_size(size, 2, 10);
    if (n >= HANGS) {
        audit_hang(HANGS);
        scene_count("odd", 1);
    }
    for (int i = 1; i <= n; i++)
        serve(root, i, odd);
    scene_rest(CTX_S(6));
    scene_mark("idle");
}
