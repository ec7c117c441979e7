/* Steps of the control loop, ten a second: one, with a slow tape; big: 520. The tape counts how often it is written to. */
#include "scene.h"

#include <stdatomic.h>

#include "exercise.h"
#include "request_scene.h"
#include "tell.h"

enum { MANY = 520, HANGS = 50, SLOW = 10 };

static struct reading readings[MANY + 1];
static ctx_ns_t noted[MANY + 1];
static atomic_int hung[MANY + 1], written[MANY + 1], writes, under_way;

static ctx_ns_t takes(int number)
{
    int n = ++writes;
    hung[number] = n % HANGS == 0;
    scene_count("hung", n % HANGS == 0);
    return n % HANGS == 0 ? CTX_S(24 * 3600) : n % SLOW == 1 ? CTX_MS(500) : CTX_MS(20);
}

ctx_err_t tape_write_at(const ctx_site_t *site, ctx_t *ctx, const struct reading *reading)
{
    ctx_ns_t start = ctx_now();
    under_way++;
    ctx_err_t err = task_sleep_ctx_at(site, ctx, takes(reading->number));
    under_way--;
    scene_count("given up late", ctx_now() - start > CTX_S(5));
    if (err == CTX_CANCELED && ctx_now() - noted[reading->number] < CTX_MS(500))
        scene_fail_at(site, "cut-short", "a write was cancelled half-way: its context was ended by somebody who did not wait for it");
    if (err != CTX_OK)
        return err;
    scene_work_at(site, ctx, "reading on tape");
    scene_count("in no name", request_id_quiet(ctx) != reading->number);
    tell_count("on tape twice", written[reading->number]++ == 1, "reading %d is on tape a second time, expected once", reading->number);
    return CTX_OK;
}

void tape_skip(const struct reading *reading) { scene_count(hung[reading->number] ? "skipped" : "gaps", 1); }

static void control_step(ctx_t *root, int number)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *step = request_ctx(ctx_with_cancel(root, &cancel), number);
    readings[number].number = number;
    noted[number] = ctx_now();
    black_box_note(step, &readings[number]);
    scene_count("held up", ctx_now() != noted[number]);
    scene_count("steps", 1);
}

void scene_main(ctx_t *root, int size)
{
    for (int i = 1; i <= scene_size(size, 1, MANY); i++) {
        control_step(root, i);
        task_sleep(CTX_MS(100));
    }
    scene_rest(CTX_S(4));
    scene_rest(under_way > 0 ? CTX_S(3600) : 0); /* whoever waits too long is told so */
    scene_mark("idle");
}
