/* expect: over-budget missing-work — renews while the surveyor waits */
#include "exercise.h"

static void draw_and_file(ctx_t *ctx, void *arg)
{
    struct map *map = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx, CTX_S(20 * 60), &cancel);
    if (draw_map(bounded, map) != CTX_OK || !file_map(bounded, map, map->pass))
        report_unfiled(map);
}

void hand_in(ctx_t *request, struct map *map)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    map->pass = renew_pass(request);
    task_go(detached, draw_and_file, map);
    answer(request, map);
}
