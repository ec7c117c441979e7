/* Reports, two at a time, each made by a task of its own; every fifth of them is damaged (small: the second of two). */
#include "scene.h"

#include "ctx_sync.h"
#include "exercise.h"

static wait_group_t made;

static bool print(ctx_t *ctx, const char *what)
{
    ctx_err_t err = task_sleep_ctx(ctx, CTX_MS(5));
    scene_count("cut short", err != CTX_OK);
    if (err == CTX_OK)
        scene_work(ctx, what);
    return err == CTX_OK;
}

bool draw_page(ctx_t *ctx, const struct report *report, int page)
{
    if (report->damaged && page == report->pages - 1)
        return false;
    return print(ctx, "page drawn");
}

bool publish(ctx_t *ctx, const struct report *report)
{
    scene_count("damaged published", report->damaged);
    return print(ctx, "report published");
}

static void make(ctx_t *ctx, void *arg)
{
    const struct report *report = arg;
    scene_count("pages", report->pages - report->damaged);
    scene_count("good reports", !report->damaged);
    scene_count("said published", make_report(ctx, report));
    wait_group_done(&made);
}

void scene_main(ctx_t *root, int size)
{
    static struct report reports[100];
    int n = scene_size(size, 2, 100), every = scene_size(size, 2, 5);
    for (int i = 0; i < n; i++) {
        reports[i] = (struct report){2, i % every == every - 1};
        wait_group_add(&made, 1);
        task_go(root, make, &reports[i]);
        if (i % 2 == 1)
            wait_group_wait(&made);
    }
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
