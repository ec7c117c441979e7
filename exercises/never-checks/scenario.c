/* Stations, each watched for a time of its own; every other watch is called off early (big). An operator has chosen a new
 * scale for each, and chooses once more meanwhile (big).
 */
#include "scene.h"

#include "exercise.h"
#include "tell.h"

enum { FEW = 1, MANY = 100 };
#define CALLED_OFF CTX_MS(55)

static struct station stations[MANY];

void take_sample(ctx_t *ctx, struct station *station, int scale)
{
    if (scale != station->scale)
        tell_fail("wrong-result", "a sample was taken at scale %d, expected %d, which the station was set to", scale, station->scale);
    scene_work(ctx, "sample");
    work_for(ctx, CTX_MS(10));
}

void apply_scale(ctx_t *ctx, struct station *station, int scale)
{
    (void)ctx;
    station->scale = scale;
    scene_count("scales", 1);
}

/* While all watches last; the first are called off right after. */
static void choose_again(int n)
{
    const int scale = 9;
    task_sleep(CTX_MS(25));
    for (int i = 0; i < n; i++)
        chan_send(stations[i].scales, &scale);
    scene_count("scales chosen", n);
    task_sleep(CALLED_OFF - CTX_MS(25));
}

void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, FEW, MANY);
    ctx_cancel_t *watch[MANY];
    for (int i = 0; i < n; i++) {
        ctx_ns_t length = CTX_MS(scene_size(size, 25, 105 + 10 * i));
        bool called_off = i % 2 == 1;
        const int scale = 7;
        stations[i] = (struct station){chan_make(int, 2), 1};
        chan_send(stations[i].scales, &scale);
        scene_count("scales chosen", 1);
        scene_count("due", ((called_off ? CALLED_OFF : length) - 1) / CTX_MS(10) + 1);
        task_go(ctx_with_timeout(root, length, &watch[i]), sampler, &stations[i]);
    }
    if (size == SCENE_BIG)
        choose_again(n);
    for (int i = 1; i < n; i += 2)
        ctx_cancel(watch[i]);
    scene_rest(CTX_MS(scene_size(size, 150, 2000)));
    scene_mark("idle");
    for (int i = 0; i < n; i++)
        ctx_release(watch[i]);
}
