/* Requests one after the other: a quick one, one about a user whose question takes 30 s, and one like it whose client leaves
 * after 1 s; big: one that is answered after 3 s. */
#include "scene.h"

#include "exercise.h"
#include "request_scene.h"
#include "store_scene.h"
#include "tell.h"

enum { QUICK = 1, SLOW = 2, LEFT = 3, PATIENT = 4 };

static void leave(ctx_t *ctx, void *cancel)
{
    if (task_sleep_ctx(ctx, CTX_S(1)) == CTX_OK)
        ctx_cancel(cancel);
}

static void request(ctx_t *root, int user, ctx_ns_t budget)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(root, CTX_S(5), &cancel);
    ctx_kept ctx_t *ctx = request_ctx(bounded, user);
    struct page page = {0, 0};
    ctx_ns_t start = ctx_now();
    task_t client = user == LEFT ? task_go(bounded, leave, cancel) : (task_t){0};
    scene_count("requests", 1);
    ctx_err_t err = handle_request(ctx, user, &page);
    scene_count("late", ctx_now() > start + budget);
    scene_count("pages", err == CTX_OK);
    if (err == CTX_OK && (page.user != user || page.orders != store_rows(user)))
        tell_fail("wrong-result", "a page shows user %d with %d orders, expected user %d with %d", page.user, page.orders, user, store_rows(user));
    if (client.id != 0) {
        ctx_cancel(cancel);
        task_join(client);
    }
}

void scene_main(ctx_t *root, int size)
{
    int rounds = scene_size(size, 1, 40);
    store_slow(SLOW, CTX_S(30));
    store_slow(LEFT, CTX_S(30));
    store_slow(PATIENT, CTX_MS(2900));
    for (int i = 0; i < rounds; i++) {
        scene_count("quick", 1);
        request(root, QUICK, CTX_S(1));
        request(root, SLOW, CTX_S(5));
        request(root, LEFT, CTX_S(1));
    }
    if (size == SCENE_BIG) {
        scene_count("quick", 1);
        request(root, PATIENT, CTX_S(5));
    }
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
