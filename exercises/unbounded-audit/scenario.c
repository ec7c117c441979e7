/* One opening, and the log server hangs; big: one a second, it is slow from the 21st on, and hangs from the 41st to the 80th. */
#include "scene.h"

#include <stdatomic.h>
#include <stdio.h>

#include "exercise.h"
#include "request_scene.h"

enum { MANY = 100 };

static struct opening openings[MANY + 1];
static ctx_ns_t asked[MANY + 1]; /* when the badge was held up */
static int all;
static atomic_int under_way, most;

static bool hangs(int number) { return all == 1 || (number > 40 && number <= 80); }
static bool slow(int number) { return number > 20 && number <= 40; }

void unlock_at(const ctx_site_t *site, ctx_t *ctx, struct opening *opening)
{
    (void)opening;
    work_for_at(site, ctx, CTX_MS(10));
    scene_count("opened", ctx_err_at(site, ctx) == CTX_OK);
}

static void note_one_more(void)
{
    char said[80];
    (void)snprintf(said, sizeof said, "log entries under way: %d", under_way + 1);
    most = ++under_way > most ? under_way : most;
    scene_note(said);
}

ctx_err_t tell_log_server_at(const ctx_site_t *site, ctx_t *ctx, struct opening *opening)
{
    ctx_ns_t start = ctx_now();
    note_one_more();
    ctx_ns_t takes = hangs(opening->number) ? CTX_S(24 * 3600) : slow(opening->number) ? CTX_S(4) : CTX_MS(300);
    ctx_err_t err = task_sleep_ctx_at(site, ctx, takes);
    under_way--;
    scene_count("given up early", err != CTX_OK && ctx_now() - start < CTX_S(4));
    scene_count("given up late", ctx_now() - start > CTX_S(5));
    if (err == CTX_CANCELED && ctx_now() - asked[opening->number] < CTX_S(4))
        scene_fail_at(site, "cut-short", "a log entry was cancelled: its context was ended by somebody who did not wait for it");
    if (err != CTX_OK)
        return err;
    scene_work_at(site, ctx, "entry logged");
    scene_count("in no name", request_id_quiet(ctx) != opening->number);
    return CTX_OK;
}

void keep_in_house(struct opening *opening) { scene_count(hangs(opening->number) ? "kept" : "kept without need", 1); }

static void badge(ctx_t *root, int number)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *ctx = request_ctx(ctx_with_timeout(root, CTX_S(5), &cancel), number);
    openings[number].number = number;
    asked[number] = ctx_now();
    open_door(ctx, &openings[number]);
    scene_count("openings", 1);
    scene_count("hung", hangs(number));
    scene_count("late", ctx_now() - asked[number] > CTX_MS(50));
}

void scene_main(ctx_t *root, int size)
{
    all = scene_size(size, 1, MANY);
    for (int i = 1; i <= all; i++) {
        badge(root, i);
        task_sleep(CTX_MS(990));
    }
    scene_rest(CTX_S(6));
    scene_rest(under_way > 0 ? CTX_S(3600) : 0); /* whoever waits too long is told so */
    scene_count("most", most);
    scene_mark("idle");
}
