/* Uploads one after the other, one in the small scenario. In the big one the converter hangs on every tenth. */
#include "scene.h"

#include <stdatomic.h>
#include <stdio.h>

#include "exercise.h"

enum { MANY = 100, HANGS = 10, FREE_LINES = 360 };

struct film {
    int number;
    ctx_ns_t uploaded;
};
static struct film films[MANY + 1];
static atomic_int under_way;

static int print_number(const void *value, char *buf, size_t size) { return snprintf(buf, size, "%d", (int)(intptr_t)value); }
static const ctx_key_type_t account_type = {.name = "account", .comparable = true, .print_value = print_number};
static const ctx_key_type_t plan_type = {.name = "plan", .comparable = true, .print_value = print_number};
static const ctx_key_t account_key = {&account_type, &account_type}, plan_key = {&plan_type, &plan_type};

static int account_of(struct film *film) { return 700 + film->number; }
static int plan_of(struct film *film) { return film->number % 2 == 0 ? 1080 : 2160; }
static bool hangs(struct film *film) { return film->number % HANGS == 0; }

ctx_t *with_account(ctx_t *parent, struct film *film) { return ctx_with_value(parent, account_key, (void *)(intptr_t)account_of(film)); }
ctx_t *with_plan(ctx_t *parent, struct film *film)
{
    scene_count("booked", 1);
    return ctx_with_value(parent, plan_key, (void *)(intptr_t)plan_of(film));
}

void store_film_at(const ctx_site_t *site, ctx_t *ctx, struct film *film)
{
    (void)film;
    work_for_at(site, ctx, CTX_MS(40));
    scene_count("stored", ctx_err_at(site, ctx) == CTX_OK);
}

ctx_err_t convert_film_at(const ctx_site_t *site, ctx_t *ctx, struct film *film)
{
    ctx_ns_t start = ctx_now();
    under_way++;
    ctx_err_t err = task_sleep_ctx_at(site, ctx, hangs(film) ? CTX_S(24 * 3600) : CTX_S(20));
    under_way--;
    scene_count("given up late", ctx_now() - start > CTX_S(60));
    if (err == CTX_CANCELED && ctx_now() - film->uploaded < CTX_S(20))
        scene_fail_at(site, "cut-short", "a conversion was cancelled half-way: its context was ended by somebody who did not wait for it");
    if (err != CTX_OK)
        return err;
    int account = (int)(intptr_t)ctx_value_at(NULL, ctx, account_key), plan = (int)(intptr_t)ctx_value_at(NULL, ctx, plan_key);
    char said[100];
    (void)snprintf(said, sizeof said, "film %d: %d lines, paid for %d; account %d", film->number, plan ? plan : FREE_LINES, plan_of(film), account);
    scene_note(said);
    scene_work_at(site, ctx, "film converted");
    scene_count("other lines", plan != plan_of(film));
    scene_count("other account", account != account_of(film));
    return CTX_OK;
}

void report_failed(struct film *film) { scene_count(hangs(film) ? "reported" : "reported without need", 1); }

void scene_main(ctx_t *root, int size)
{
    for (int i = 1; i <= scene_size(size, 1, MANY); i++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        films[i] = (struct film){i, ctx_now()};
        scene_count("uploads", 1);
        scene_count("hung", hangs(&films[i]));
        upload(ctx_with_cancel(root, &cancel), &films[i]);
        scene_count("late", ctx_now() - films[i].uploaded > CTX_MS(100));
    }
    scene_rest(CTX_S(61));
    scene_rest(under_way > 0 ? CTX_S(3600) : 0); /* whoever waits too long is told so */
    scene_mark("idle");
}
