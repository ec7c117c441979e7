/* Exports, each in a task of its own. One is left alone (one of its sections is too slow, one nearly); one is cancelled at its third
 * section. */
#include "scene.h"

#include "exercise.h"
#include "request_scene.h"
#include "store_scene.h"

enum { TOO_SLOW = 4, NEARLY = 6 };

struct export {
    struct report report;
    ctx_err_t err;
    ctx_ns_t ended;
};

static void run(ctx_t *ctx, void *arg)
{
    struct export *e = arg;
    e->err = export_report(ctx, &e->report);
    e->ended = ctx_now();
}

static int true_rows(void)
{
    int rows = 0;
    for (int user = 1; user <= SECTIONS; user++)
        rows += user == TOO_SLOW ? 0 : store_rows(user);
    return rows;
}

static void export(ctx_t *root, int number, bool cancelled)
{
    static struct export e;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *ctx = request_ctx(ctx_with_cancel(root, &cancel), number);
    e = (struct export){{0, 0}, CTX_OK, 0};
    ctx_ns_t began = ctx_now();
    task_t task = task_go(ctx, run, &e);
    if (cancelled) {
        scene_rest(CTX_MS(250));
        ctx_cancel(cancel);
        ctx_ns_t told = ctx_now();
        task_join(task);
        scene_count("cancelled", 1);
        scene_count("stopped late", e.ended > told + CTX_MS(100));
        scene_count("said so", e.err == CTX_CANCELED);
        return;
    }
    task_join(task);
    scene_count("left alone", 1);
    scene_count("too long", e.ended - began > CTX_S(10 + 9 + 1));
    scene_count("complete", e.err == CTX_OK && e.report.sections == SECTIONS - 1 && e.report.rows == true_rows());
}

void scene_main(ctx_t *root, int size)
{
    store_slow(TOO_SLOW, CTX_S(60));
    store_slow(NEARLY, CTX_S(9));
    for (int i = 0; i < scene_size(size, 2, 100); i++)
        export(root, i + 1, i % 2 == 0);
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
