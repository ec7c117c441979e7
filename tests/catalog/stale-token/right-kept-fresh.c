/* expect: pass — a keeper renews the pass every 4 min while the map is drawn */
#include "exercise.h"

static void keep_fresh(ctx_t *ctx, void *arg)
{
    struct map *map = arg;
    while (task_sleep_ctx(ctx, CTX_S(4 * 60)) == CTX_OK) {
        const struct pass *pass = renew_pass(ctx);
        if (pass != NULL)
            map->pass = pass;
    }
}

static bool draw_fresh(ctx_t *ctx, struct map *map)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    task_t keeper = task_go(ctx_with_cancel(ctx, &cancel), keep_fresh, map);
    ctx_err_t err = draw_map(ctx, map);
    ctx_cancel(cancel);
    task_join(keeper);
    return err == CTX_OK;
}

static void draw_and_file(ctx_t *ctx, void *arg)
{
    struct map *map = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx, CTX_S(20 * 60), &cancel);
    if (!draw_fresh(bounded, map) || !file_map(bounded, map, map->pass))
        report_unfiled(map);
}

void hand_in(ctx_t *request, struct map *map)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    map->pass = pass_of(request);
    task_go(detached, draw_and_file, map);
    answer(request, map);
}
