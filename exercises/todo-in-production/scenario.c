/* Customers in pairs, one at the till and one whose subscription is renewed, at the same time. In every second pair (in the
 * small scenario: in the only one) the one at the till leaves after 1 s, while the bank still works.
 * Now and then the bank takes 15 s (big). */
#include "scene.h"

#include "exercise.h"
#include "request_scene.h"

struct customer {
    struct order order;
    int month; /* 0: at the till */
    ctx_err_t err;
};

enum { PAIRS = 50 };

static ctx_ns_t bank_takes;
static bool leaves[2 * PAIRS + 1];

ctx_err_t gateway_charge_at(const ctx_site_t *site, ctx_t *ctx, const struct order *order)
{
    int request = request_id_quiet(ctx);
    if (ctx_err_at(site, ctx) != CTX_OK)
        return ctx_err_at(site, ctx);
    scene_count("charges without a request", request == 0);
    scene_count("charges of another request", request != 0 && request != order->id);
    scene_work_at(site, ctx, "charge");
    ctx_err_t err = task_sleep_ctx_at(site, ctx, bank_takes);
    if (err == CTX_OK) {
        scene_count("cents", order->cents);
        scene_count("charged though gone", leaves[order->id]);
    }
    return err;
}

static void pay(ctx_t *ctx, void *arg)
{
    struct customer *one = arg;
    one->err = one->month == 0 ? checkout(ctx, &one->order) : renew_subscription(ctx, &one->order, one->month);
}

static void pair(ctx_t *root, int first, bool one_leaves)
{
    static struct customer one, two;
    ctx_auto ctx_cancel_t *left = NULL, *right = NULL;
    ctx_kept ctx_t *till = request_ctx(ctx_with_cancel(root, &left), first);
    ctx_kept ctx_t *renewal = request_ctx(ctx_with_cancel(root, &right), first + 1);
    one = (struct customer){{first, 100}, 0, CTX_OK};
    two = (struct customer){{first + 1, 700}, 1, CTX_OK};
    leaves[first] = one_leaves;
    ctx_ns_t start = ctx_now();
    task_t a = task_go(till, pay, &one), b = task_go(renewal, pay, &two);
    if (one_leaves) {
        scene_rest(CTX_S(1));
        ctx_cancel(left);
    }
    task_join(a);
    scene_count("kept waiting", one_leaves && ctx_now() > start + CTX_S(1));
    task_join(b);
    scene_count("kept waiting", ctx_now() > start + bank_takes);
    scene_count("due", (one_leaves ? 0 : 100) + 350);
}

void scene_main(ctx_t *root, int size)
{
    for (int i = 0; i < scene_size(size, 1, PAIRS); i++) {
        bank_takes = CTX_S(i % 8 == 7 ? 15 : 2);
        pair(root, 2 * i + 1, i % 2 == 0);
    }
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
