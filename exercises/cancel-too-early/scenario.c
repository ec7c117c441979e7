/* Orders one after the other, one in the small scenario. In the big one the mail server hangs on every 25th. */
#include "scene.h"

#include "exercise.h"
#include "request_scene.h"

enum { MANY = 100, HUNG = 25 };

static struct order orders[MANY + 1];

void respond_at(const ctx_site_t *site, ctx_t *ctx, const struct order *order)
{
    (void)order;
    work_for_at(site, ctx, CTX_MS(10));
    scene_count("answers", ctx_err_at(site, ctx) == CTX_OK);
}

ctx_err_t mail_receipt_at(const ctx_site_t *site, ctx_t *ctx, const struct order *order)
{
    ctx_ns_t start = ctx_now();
    bool hangs = order->number % HUNG == 0;
    ctx_err_t err = task_sleep_ctx_at(site, ctx, hangs ? CTX_S(3600) : CTX_S(4));
    scene_count("over 5 s", ctx_now() - start > CTX_S(5));
    if (err == CTX_CANCELED)
        scene_fail_at(site, "cut-short", "a receipt was cancelled: its context was ended by somebody who did not wait for it");
    if (err != CTX_OK)
        return err;
    scene_work_at(site, ctx, "receipt sent");
    scene_count("receipts in no name", request_id_quiet(ctx) != order->number);
    return CTX_OK;
}

void report_unsent(const struct order *order)
{
    (void)order;
    scene_count("reported", 1);
}

static void serve(ctx_t *root, int number)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *request = request_ctx(ctx_with_cancel(root, &cancel), number);
    ctx_ns_t start = ctx_now();
    orders[number] = (struct order){number};
    take_order(request, &orders[number]);
    scene_count("orders", 1);
    scene_count("late", ctx_now() - start > CTX_MS(50));
}

void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, 1, MANY);
    for (int i = 1; i <= n; i++)
        serve(root, i);
    scene_count("hung", n / HUNG);
    scene_rest(CTX_S(20));
    scene_mark("idle");
}
