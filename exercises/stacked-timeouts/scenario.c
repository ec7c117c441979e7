/* Lookups, one of which the database never answers; during the last one the server is shut down. */
#include "scene.h"

#include "exercise.h"

enum { DEAD = -1, LAST = -2 };

answer_t send_query(ctx_t *ctx, int key)
{
    ctx_ns_t start = ctx_now();
    ctx_err_t err = task_sleep_ctx(ctx, key == DEAD ? CTX_S(60) : key == LAST ? CTX_S(5) : CTX_MS(50));
    scene_count("overstayed", ctx_now() - start > CTX_S(10));
    scene_count("dead queries ended at 10 s", key == DEAD && err == CTX_DEADLINE_EXCEEDED && ctx_now() - start == CTX_S(10));
    scene_count("shutdowns heard", key == LAST && err == CTX_CANCELED);
    if (err != CTX_OK)
        return err == CTX_CANCELED ? GAVE_UP : TIMED_OUT;
    scene_work(ctx, key < 0 ? "late answer" : "answer");
    return ANSWERED;
}

static void shut_down(ctx_t *root, void *arg)
{
    (void)root, (void)arg;
    task_sleep(CTX_S(1));
    scene_cancel_root();
}

void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, 1, 100);
    for (int i = 0; i < n; i++) {
        scene_count("lookups", 1);
        scene_count("answered", look_up(root, i) == ANSWERED);
    }
    if (size == SCENE_BIG || n == 1)
        look_up(root, DEAD);
    task_go(ctx_background(), shut_down, NULL);
    look_up(root, LAST);
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
