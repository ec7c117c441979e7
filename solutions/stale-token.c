/* The pass that ran out
 *
 * A surveyor hands in measurements; the map is drawn on the side and then filed with the land registry, under the surveyor's pass.
 * Maps of villages have always been filed. Those of towns the registry refuses, each single one, though the surveyor had signed in.
 *
 * Make: every map is drawn and then filed; a village takes 1 min, a town 10, a pass is good for 5. One whose drawing hangs is given
 * up after 20 min, and reported. The surveyor is answered within 50 ms, and the registry is asked twice for a map at most.
 */
#include "exercise.h"

static void draw_and_file(ctx_t *ctx, void *arg)
{
    struct map *map = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx, CTX_S(20 * 60), &cancel);
    /* what a context knows was true when it was put there; what runs out is asked for when it is used */
    if (draw_map(bounded, map) != CTX_OK || !file_map(bounded, map, renew_pass(bounded)))
        report_unfiled(map);
}

void hand_in(ctx_t *request, struct map *map)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    task_go(detached, draw_and_file, map);
    answer(request, map);
}
