/* Meetings that take place, and after them meetings that are called off, each a second and a half after the one before. */
#include "scene.h"

#include "exercise.h"

enum { FEW = 1, MANY = 50 };

static struct meeting meetings[2 * MANY];

void remind(ctx_t *ctx, struct meeting *meeting)
{
    scene_work(ctx, "reminder");
    scene_count("late", ctx_now() != meeting->made + CTX_S(3600));
}

static void start(ctx_t *root, int n, struct meeting *first, ctx_cancel_t **called_off)
{
    for (int i = 0; i < n; i++) {
        first[i] = (struct meeting){i, ctx_now()};
        task_go(ctx_with_cancel(root, &called_off[i]), reminder, &first[i]);
    }
}

void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, FEW, MANY);
    ctx_cancel_t *meeting[2 * MANY];
    scene_count("due", n);
    start(root, n, meetings, meeting);
    scene_rest(CTX_S(3600));
    start(root, n, meetings + n, meeting + n);
    for (int i = n; i < 2 * n; i++) {
        task_sleep(CTX_MS(1500));
        ctx_cancel(meeting[i]);
    }
    scene_rest(CTX_S(1));
    scene_mark("idle");
    for (int i = 0; i < 2 * n; i++)
        ctx_release(meeting[i]);
}
