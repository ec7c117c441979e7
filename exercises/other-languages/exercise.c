/* The same cancel in other languages
 *
 * A worker asks a shop for a price, and is to stop when nobody wants it any more. In ours a context says so, and here it runs.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"
CTX_KEY(user_key);
static char ann[] = "ann";

static void find_price(ctx_t *ctx, void *arg)
{
    chan_t *shop = arg;
    int price;
    if (chan_select(CHAN_DONE(ctx), CHAN_RECV(shop, &price)) == 0)
        scene_count("workers that left", 1);
}

static void three_workers(ctx_t *root)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *request = ctx_with_cancel(root, &cancel);
    for (int i = 0; i < 3; i++)
        task_go(request, find_price, chan_make(int, 0));
    scene_settle();
    scene_mark("ours");
    ctx_cancel(cancel);
    scene_settle();
    scene_mark("cancelled");
}

static void cancel_twice(ctx_t *root)
{
    static const ctx_error_t later = {.text = "the shop is closed"};
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(root, &cancel);
    ctx_cancel(cancel);
    ctx_cancel_cause(cancel, &later);
    scene_mark("C++");
}

static void two_deadlines(ctx_t *root)
{
    ctx_auto ctx_cancel_t *outer = NULL, *inner = NULL;
    ctx_t *request = ctx_with_timeout(root, CTX_MS(50), &outer);
    ctx_t *call = ctx_with_timeout(request, CTX_MS(100), &inner);
    ctx_ns_t until = 0, now = ctx_now();
    (void)ctx_deadline(call, &until);
    scene_count("ms left, as the call says", (until - now) / CTX_MS(1));
    scene_mark("C#");
}

static void ask_twice(ctx_t *ctx, void *arg)
{
    (void)arg;
    (void)task_sleep_ctx(ctx, CTX_S(3600)); /* cut short */
    scene_count("times it was told", ctx_err(ctx) != CTX_OK);
    scene_count("times it was told", ctx_err(ctx) != CTX_OK);
}

static void told_and_asked(ctx_t *root)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    task_t worker = task_go(ctx_with_cancel(root, &cancel), ask_twice, NULL);
    scene_settle();
    ctx_cancel(cancel);
    task_join(worker);
    scene_mark("Java");
}

static void waits(ctx_t *ctx, void *arg)
{
    (void)arg;
    (void)task_sleep_ctx(ctx, CTX_S(3600));
    scene_count("went on behind its wait", 1);
}

static void child_and_timeout(ctx_t *root)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *below = NULL, *bound = NULL;
    ctx_t *request = ctx_with_cancel(root, &cancel);
    (void)ctx_with_cancel(request, &below);
    ctx_cancel(below);
    task_join(task_go(ctx_with_timeout(request, CTX_MS(10), &bound), waits, NULL));
    scene_mark("Rust");
}

static void look_for_user(ctx_t *ctx, void *arg)
{
    (void)arg;
    scene_count("users found", ctx_value(ctx, user_key) != NULL);
}

static void start_a_task(ctx_t *root)
{
    ctx_kept ctx_t *user = ctx_with_value(root, user_key, ann);
    task_join(task_go(root, look_for_user, NULL));
    scene_mark("Python");
    task_join(task_go(user, look_for_user, NULL));
    scene_mark("Python, handed on");
}

static void all_in_one(ctx_t *root)
{
    ctx_auto ctx_cancel_t *bound = NULL;
    ctx_kept ctx_t *user = ctx_with_value(root, user_key, ann);
    ctx_t *call = ctx_with_timeout(user, CTX_S(1), &bound);
    ctx_ns_t until;
    scene_count("carried by one context", ctx_done(call) != NULL);
    scene_count("carried by one context", ctx_deadline(call, &until));
    scene_count("carried by one context", ctx_value(call, user_key) != NULL);
    scene_mark("all in one");
}

void scene_main(ctx_t *root, int size)
{
    (void)size;
    three_workers(root);
    cancel_twice(root);
    two_deadlines(root);
    told_and_asked(root);
    child_and_timeout(root);
    start_a_task(root);
    all_in_one(root);
}
