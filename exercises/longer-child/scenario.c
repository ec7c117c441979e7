/* A short export, a long one, one without end, and one whose caller leaves after a second (the last two in the big scenario). */
#include "scene.h"

#include "exercise.h"

bool allowed(ctx_t *ctx)
{
    return task_sleep_ctx(ctx, CTX_MS(10)) == CTX_OK;
}

int write_rows(ctx_t *ctx, int rows)
{
    int written = 0;
    while (written < rows && task_sleep_ctx(ctx, CTX_MS(100)) == CTX_OK) {
        scene_work(ctx, "row written");
        written++;
    }
    return written;
}

static int export(ctx_t *root, int rows)
{
    ctx_ns_t start = ctx_now();
    int64_t written = handle_export(root, rows);
    scene_count("exports longer than 10 s", ctx_now() - start > CTX_S(10));
    scene_count("rows said written", written);
    return (int)written;
}

static void leave(ctx_t *ctx, void *cancel)
{
    (void)ctx;
    task_sleep(CTX_S(1));
    ctx_cancel(cancel);
}

static void leave_early(ctx_t *root)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *server = ctx_with_cancel(root, &cancel);
    task_t caller = task_go(root, leave, cancel);
    scene_count("rows for nobody", export(server, 15) - 10);
    task_join(caller);
}

void scene_main(ctx_t *root, int size)
{
    for (int i = 0; i < scene_size(size, 1, 34); i++) {
        scene_count("short exports", 1);
        scene_count("short exports whole", export(root, 3) == 3);
        scene_count("long rows", export(root, scene_size(size, 25, 50)));
        if (size == SCENE_BIG)
            export(root, 1000);
    }
    if (size == SCENE_BIG) /* a second task in all the schedules of so many rows would be too much to try */
        leave_early(root);
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
