/* Overviews of two sources. They answer after 100 ms; every second time one of them hangs, mostly the second, sometimes (big) the first. There two tenants ask at
 * the same time. */
#include "scene.h"

#include <string.h>

#include "exercise.h"
#include "request_scene.h"

static bool hangs;
static int which = 1;
static const char *const tenants[2] = {"ann", "bob"}; /* of the requests with even numbers, and with odd ones */

int source_ask_at(const ctx_site_t *site, ctx_t *ctx, int source, const char *tenant)
{
    if (tenant == NULL || strcmp(tenant, tenants[request_id_quiet(ctx) % 2]) != 0)
        return 0;
    if (ctx_err_at(site, ctx) != CTX_OK)
        return 0;
    scene_work_at(site, ctx, "question");
    return task_sleep_ctx_at(site, ctx, source == which && hangs ? CTX_S(600) : CTX_MS(100)) == CTX_OK;
}

static void overview(ctx_t *root, void *arg)
{
    int number = *(const int *)arg;
    ctx_kept ctx_t *request = request_ctx(root, number);
    struct overview o = {{0}};
    ctx_ns_t start = ctx_now();
    scene_count("expected", hangs ? 1 : 2);
    load_overview(request, tenants[number % 2], &o);
    scene_count("late", ctx_now() > start + CTX_MS(2100));
    scene_count("hasty", hangs && ctx_now() < start + CTX_MS(1900));
    for (int i = 0; i < SOURCES; i++)
        scene_count("answers", o.answered[i]);
}

void scene_main(ctx_t *root, int size)
{
    for (int i = 0; i < scene_size(size, 2, 100); i++) {
        hangs = i % 2 == 0;
        which = i % 4 == 2 ? 0 : 1;
        int number[2] = {2 * i + 2, 2 * i + 3};
        task_t other = size == SCENE_BIG ? task_go(root, overview, &number[1]) : (task_t){0};
        overview(root, &number[0]);
        task_join(other);
    }
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
