/* expect: pass — drawing and filing have a limit each */
#include "exercise.h"

static void draw_and_file(ctx_t *ctx, void *arg)
{
    struct map *map = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx, CTX_S(20 * 60), &cancel);
    bool drawn = draw_map(bounded, map) == CTX_OK;
    ctx_auto ctx_cancel_t *soon = NULL;
    ctx_t *filing = ctx_with_timeout(ctx, CTX_S(30), &soon);
    if (!drawn || !file_map(filing, map, renew_pass(filing)))
        report_unfiled(map);
}

void hand_in(ctx_t *request, struct map *map)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    task_go(detached, draw_and_file, map);
    answer(request, map);
}
