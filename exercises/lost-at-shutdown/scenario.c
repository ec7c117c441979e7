/* A day that ends right behind its last payment: in the small scenario the only one, in the big one the hundredth, of which one row hangs; there an
 * earlier day ends when its rows have long been written. */
#include "scene.h"

#include <stdatomic.h>

#include "exercise.h"
#include "request_scene.h"

enum { MANY = 100, HUNG = 150 };

static struct payment payments[2 * MANY + 1];
static atomic_int settled;
static ctx_ns_t answer_takes;

void respond_at(const ctx_site_t *site, ctx_t *ctx, const struct payment *payment)
{
    (void)payment;
    work_for_at(site, ctx, answer_takes);
    scene_count("answers", ctx_err_at(site, ctx) == CTX_OK);
}

ctx_err_t log_row_at(const ctx_site_t *site, ctx_t *ctx, const struct payment *payment)
{
    ctx_err_t err = task_sleep_ctx_at(site, ctx, payment->number == HUNG ? CTX_S(3600) : CTX_MS(200));
    if (err == CTX_CANCELED)
        scene_fail_at(site, "cut-short", "the write of a row was cancelled: rows under way are to be written, not ended");
    if (err == CTX_OK)
        scene_work_at(site, ctx, "row");
    scene_count("rows in no name", request_id_quiet(ctx) != payment->number);
    settled += err == CTX_OK;
    return err;
}

void report_lost(const struct payment *payment)
{
    (void)payment;
    settled++;
    scene_count("reported", 1);
}

void say_goodbye(ctx_t *ctx) { scene_work(ctx, "goodbye"); }

static void day(ctx_t *root, int first, int n, ctx_ns_t quiet)
{
    static int taken;
    for (int i = first; i < first + n; i++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_kept ctx_t *request = request_ctx(ctx_with_cancel(root, &cancel), i);
        ctx_ns_t start = ctx_now();
        payments[i] = (struct payment){i};
        take_payment(request, &payments[i]);
        taken++;
        scene_count("payments", 1);
        scene_count("late answers", ctx_now() - start > CTX_MS(50));
    }
    if (quiet > 0)
        scene_rest(quiet);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *patience = ctx_with_timeout(root, CTX_S(2), &cancel);
    ctx_ns_t start = ctx_now();
    int owed = taken - settled;
    shut_down(patience);
    scene_count("shut down too late", ctx_now() - start > (owed == 0 ? CTX_MS(10) : first + n > HUNG ? CTX_S(2) : CTX_MS(250)));
    scene_count("days", 1);
    if (ctx_err(patience) == CTX_OK && settled < taken)
        scene_fail("lost-at-exit", "shut_down has returned, with time left, and rows are under way: they die with the process");
}

void scene_main(ctx_t *root, int size)
{
    answer_takes = scene_size(size, 0, 10) * CTX_MS(1);
    if (size == SCENE_BIG)
        day(root, 1, MANY, CTX_S(1));
    day(root, 1 + MANY, scene_size(size, 1, MANY), 0);
    scene_rest(CTX_S(10));
    scene_mark("idle");
}
