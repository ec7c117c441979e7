/* Reports, every fifth of them damaged (small: the second of two). */
#include "scene.h"

#include "exercise.h"

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

void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, 2, 100), every = scene_size(size, 2, 5);
    for (int i = 1; i <= n; i++) {
        struct report report = {2, i % every == 0};
        scene_count("pages", report.pages - report.damaged);
        scene_count("good reports", !report.damaged);
        scene_count("said published", make_report(root, &report));
    }
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
