/* Two profiles are saved (big: 100): two at a time): the row of each second one is refused. */
#include "scene.h"

#include "exercise.h"

static ctx_ns_t began; /* the latest save */

static bool use(ctx_t *ctx, ctx_ns_t length, const char *what)
{
    ctx_ns_t deadline = CTX_NO_DEADLINE;
    scene_count("calls without a bound", !ctx_deadline(ctx, &deadline));
    scene_count("calls bounded otherwise", deadline != CTX_NO_DEADLINE && deadline != began + CTX_MS(200));
    if (task_sleep_ctx(ctx, length) != CTX_OK)
        return false;
    scene_work(ctx, what);
    return true;
}

bool write_row(ctx_t *ctx, const struct profile *profile)
{
    scene_count("their numbers", profile->id);
    return use(ctx, CTX_MS(20), "row tried") && profile->id % 2 == 0;
}

bool tell_followers(ctx_t *ctx, const struct profile *profile)
{
    (void)profile;
    return use(ctx, CTX_MS(30), "followers told");
}

static void save(ctx_t *root, void *profile) { scene_count("saved", save_profile(root, profile)); }

void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, 2, 100);
    for (int i = 0; i < n; i++) {
        struct profile profile = {i}, other = {n + i};
        began = ctx_now();
        scene_count("profiles", scene_size(size, 1, 2));
        scene_count("good profiles", i % 2 == 0 ? scene_size(size, 1, 2) : 0);
        scene_count("numbers due", scene_size(size, i, 2 * i + n));
        task_t task = size == SCENE_BIG ? task_go(root, save, &other) : (task_t){0};
        save(root, &profile);
        task_join(task);
    }
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
