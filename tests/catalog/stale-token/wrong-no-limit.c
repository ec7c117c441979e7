/* expect: unbounded-detached — the pass is fresh, and a drawing that hangs hangs for ever */
#include "exercise.h"

static void draw_and_file(ctx_t *ctx, void *arg)
{
    struct map *map = arg;
    if (draw_map(ctx, map) != CTX_OK || !file_map(ctx, map, renew_pass(ctx)))
        report_unfiled(map);
}

void hand_in(ctx_t *request, struct map *map)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    task_go(detached, draw_and_file, map);
    answer(request, map);
}
