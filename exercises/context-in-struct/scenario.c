/* The first request opens the service and is over. The others come in pairs, at the same time; one of each pair has a limit of 300 ms, and the
 * warehouse never answers it. Each request asks for the item that bears its own number. */
#include "scene.h"

#include "exercise.h"
#include "request_scene.h"
#include "tell.h"

enum { DISCOUNT = 10 };

static int price_of(int item) { return 1000 + 10 * item; }
static bool hangs(int item) { return item > 1 && item % 2 == 1; }

ctx_err_t ask_price_at(const ctx_site_t *site, ctx_t *ctx, int item, int *cents)
{
    int whose = request_id_quiet(ctx);
    ctx_err_t err = ctx_err_at(site, ctx);
    if (whose != item && err != CTX_OK)
        scene_fail_at(site, "born-done", "a price is asked for on another request's context, which had ended before");
    else if (whose != item && whose != 0)
        scene_fail_at(site, "cross-talk", "a price is asked for on the context of another request that is under way");
    scene_count("in nobody's name", whose == 0);
    if (err != CTX_OK)
        return err;
    scene_count("questions", 1);
    scene_work_at(site, ctx, "question");
    err = task_sleep_ctx_at(site, ctx, hangs(item) ? CTX_S(10) : CTX_MS(100));
    if (err == CTX_OK)
        *cents = price_of(item);
    return err;
}

void show_price(ctx_t *request, int item, int cents)
{
    scene_work(request, "price");
    int due = price_of(item) * (100 - DISCOUNT) / 100, whose = request_id_quiet(request);
    tell_count("wrong prices", cents != due || whose != item, "request %d is shown item %d at %d, expected request %d at %d", whose, item, cents, item, due);
}

static void serve(ctx_t *root, void *arg)
{
    const int *item = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = hangs(*item) ? ctx_with_timeout(root, CTX_MS(300), &cancel) : ctx_with_cancel(root, &cancel);
    ctx_kept ctx_t *request = request_ctx(limited, *item);
    if (*item == 1)
        prices_open(request, DISCOUNT);
    ctx_ns_t start = ctx_now();
    ctx_err_t err = show_item(request, *item);
    scene_count("late", ctx_now() - start > CTX_MS(300));
    scene_count("requests", 1);
    scene_count("to be shown", !hangs(*item));
    scene_count("ended by their limit", hangs(*item) && err == CTX_DEADLINE_EXCEEDED);
    scene_count("hung", hangs(*item));
}

void scene_main(ctx_t *root, int size)
{
    static int items[102];
    for (int i = 1; i <= scene_size(size, 3, 101); i++)
        items[i] = i;
    serve(root, &items[1]);
    for (int i = 2; i <= scene_size(size, 3, 101); i += 2) {
        task_t other = task_go(root, serve, &items[i]);
        serve(root, &items[i + 1]);
        task_join(other);
    }
    scene_count("said to be asked", prices_close());
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
