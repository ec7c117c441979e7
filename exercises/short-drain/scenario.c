/* A move with two reports under way, of which one hangs. Big: before it one with nothing under way and one with a hundred reports, all of which can be
 * written; then one with a hundred of which one hangs. */
#include "scene.h"

#include <stdatomic.h>
#include <stdio.h>

#include "exercise.h"

enum { MANY = 100, HANGS = 7 };

static atomic_int written, put_away;
static _Atomic ctx_ns_t ordered[2 * MANY], first_ended; /* 0: none in this move */

/* The longest of all takes 4.9 s */
static ctx_ns_t takes(const struct report *report)
{
    return report->number == HANGS ? CTX_S(3600) : CTX_MS(4900 - report->number % 10 * 400);
}

bool write_report_at(const ctx_site_t *site, ctx_t *ctx, struct report *report)
{
    char text[160];
    ctx_err_t err = task_sleep_ctx_at(site, ctx, takes(report));
    if (err == CTX_OK) {
        scene_work_at(site, ctx, report->number == HANGS ? "at last" : "report");
        written++;
        return true;
    }
    ctx_ns_t had = ctx_now() - ordered[report->number];
    snprintf(text, sizeof text, "a report was ended after %lld ms: reports take up to 5 s, and the supervisor waits for 30", (long long)(had / CTX_MS(1)));
    if (had < (report->number == HANGS ? CTX_S(5) : takes(report)))
        scene_fail_at(site, "lost-at-exit", text);
    scene_count("thrown away", report->number != HANGS);
    first_ended = first_ended == 0 ? ctx_now() : first_ended;
    work_for_at(site, ctx, CTX_S(2));
    put_away++;
    return false;
}

static void move(ctx_t *root, int first, int n, ctx_ns_t rest)
{
    static struct report reports[2 * MANY];
    written = put_away = 0;
    first_ended = 0;
    service_start(root);
    for (int i = first; i < first + n; i++) {
        reports[i] = (struct report){i};
        ordered[i] = ctx_now();
        service_order(&reports[i]);
    }
    task_sleep(rest);
    bool hangs = first <= HANGS && first + n > HANGS;
    ctx_ns_t start = ctx_now();
    shut_down(root);
    ctx_ns_t took = ctx_now() - start, needs = rest > 0 ? 0 : CTX_MS(4900);
    scene_count("moves", 1);
    scene_count("reports", n - hangs);
    char text[120];
    double all = (double)took / 1e9, waited = first_ended == 0 ? all : (double)(first_ended - start) / 1e9;
    snprintf(text, sizeof text, "over-budget: %g s of waiting + %g s of putting away = %g s; the supervisor kills at 30 s", waited, all - waited, all);
    if (took >= CTX_S(30))
        scene_note(text);
    scene_count("killed", took >= CTX_S(30));
    scene_count("too long", !hangs && took > needs + CTX_MS(10));
    scene_count("left behind", n - written - put_away);
}

void scene_main(ctx_t *root, int size)
{
    if (size == SCENE_BIG) {
        move(root, MANY, MANY, CTX_S(6));
        move(root, MANY, MANY, 0);
        move(root, 0, MANY, 0);
    } else {
        move(root, HANGS - 1, 2, 0);
    }
    scene_rest(CTX_S(10));
    scene_mark("idle");
}
