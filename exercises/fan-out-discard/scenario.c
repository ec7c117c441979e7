/* One round: sensors, two of which get news at the same instant (small: one of two, or none in time).
 * Big: before it, two who wait at the same time, twice, each for one of two. */
#include "scene.h"

#include "exercise.h"
#include "tell.h"

enum { FEW = 2, MANY = 1000 };

static chan_t *sensors[MANY];

struct news {
    int sensor;
    ctx_ns_t after;
};

static void news(ctx_t *root, void *arg)
{
    const struct news *n = arg;
    (void)root;
    task_sleep(n->after);
    chan_close(sensors[n->sensor]);
}

static void play(ctx_t *root, int n, int early, int late)
{
    static struct news first, second;
    ctx_cancel_t *cancel;
    ctx_t *dispatcher = ctx_with_timeout(root, CTX_S(10), &cancel);
    first = (struct news){early, CTX_MS(10)};
    second = (struct news){late, CTX_MS(20)};
    task_go(ctx_background(), news, &first);
    if (n > FEW)
        task_go(ctx_background(), news, &second);
    scene_count("rounds", 1);
    ctx_ns_t start = ctx_now();
    int found = wait_for_any(dispatcher, sensors, n);
    scene_count("rounds with news", found >= 0);
    scene_count("late", found >= 0 && ctx_now() > start + first.after);
    scene_work(dispatcher, "news handled");
    if (found != early && found != -1 && !(n > FEW && found == late))
        tell_fail("wrong-result", "sensor %d was handled, which has no news, expected sensor %d", found, early);
    scene_rest(CTX_S(1));
    scene_mark("idle");
    ctx_release(cancel); /* the dispatcher's context lives on between the rounds */
}

static void wait_for_two(ctx_t *root, void *arg)
{
    struct news *second = arg;
    scene_count("rounds", 1);
    scene_count("rounds with news", wait_for_any(root, &sensors[second->sensor - 1], FEW) == 1);
}

static void two_at_once(ctx_t *root)
{
    static struct news one = {1, CTX_MS(10)}, other = {3, CTX_MS(20)};
    task_go(ctx_background(), news, &one);
    task_go(ctx_background(), news, &other);
    task_t task[] = {task_go(root, wait_for_two, &one), task_go(root, wait_for_two, &other)};
    task_join(task[0]);
    task_join(task[1]);
    sensors[1] = chan_make_signal();
    sensors[3] = chan_make_signal();
}

void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, FEW, MANY);
    for (int i = 0; i < n; i++)
        sensors[i] = chan_make_signal();
    for (int i = 0; i < scene_size(size, 0, 2); i++)
        two_at_once(root);
    play(root, n, scene_size(size, 1, 737), n - 1);
}
