/* Rounds of callers who come at the same time. In the first, and in every odd one, the first caller leaves after 50 ms. In
 * every even one (big scenario only) nobody leaves, and the load hangs; the last takes a moment less than the 30 s it may. */
#include "scene.h"
#include "exercise.h"
#include "request_scene.h"
#include "tell.h"

enum { MOST = 10, VERSION = 7 };

struct caller {
    ctx_err_t err;
    ctx_ns_t back;
};

static ctx_ns_t takes;
static const ctx_site_t *loader; /* where the latest load was asked for */

ctx_err_t settings_fetch_at(const ctx_site_t *site, ctx_t *ctx, struct settings *settings)
{
    loader = site;
    scene_count("loads", 1);
    scene_count("loads in no name", request_id_quiet(ctx) == 0);
    scene_work_at(site, ctx, "load");
    ctx_err_t err = task_sleep_ctx_at(site, ctx, takes);
    settings->version = err == CTX_OK ? VERSION : 0;
    return err;
}

static void call(ctx_t *ctx, void *arg)
{
    struct caller *caller = arg;
    struct settings settings = {0};
    task_sleep(CTX_MS(1)); /* all at the same instant */
    caller->err = load_settings(ctx, &settings);
    caller->back = ctx_now();
    if (caller->err == CTX_CANCELED && ctx_err(ctx) == CTX_OK)
        scene_fail_at(loader, "cut-short", "a caller was told \"canceled\", and nobody had cancelled it");
    if (caller->err == CTX_OK && settings.version != VERSION)
        tell_fail("wrong-result", "a caller was told that the settings are there: version %d, expected %d", settings.version, VERSION);
}

static void leave(ctx_t *ctx, void *cancel)
{
    (void)task_sleep_ctx(ctx, CTX_MS(50));
    if (cancel != NULL)
        ctx_cancel(cancel);
}

static void round_of(ctx_t *root, int callers, bool one_leaves, bool slow)
{
    static struct caller caller[MOST];
    ctx_cancel_t *cancel[MOST];
    task_t task[MOST];
    ctx_ns_t start = ctx_now() + CTX_MS(1), limit = one_leaves ? CTX_MS(100) : CTX_MS(30100);
    takes = one_leaves ? CTX_MS(100) : slow ? CTX_MS(29900) : CTX_S(3600);
    for (int i = 0; i < callers; i++) {
        caller[i] = (struct caller){CTX_OK, 0};
        ctx_kept ctx_t *ctx = request_ctx(ctx_with_cancel(root, &cancel[i]), i + 1);
        task[i] = task_go(ctx, call, &caller[i]);
    }
    task_t client = task_go(root, leave, one_leaves ? cancel[0] : NULL);
    scene_rest(CTX_MS(150)); /* until here time is prompt: what is explored is who comes first */
    task_join(client);
    for (int i = 0; i < callers; i++) {
        task_join(task[i]);
        ctx_release(cancel[i]);
        scene_count("served", caller[i].err == CTX_OK);
        scene_count("late", caller[i].back > start + (one_leaves && i == 0 ? CTX_MS(50) : limit));
    }
    scene_count("rounds", 1);
    scene_count("patient", one_leaves ? callers - 1 : slow ? callers : 0);
}

void scene_main(ctx_t *root, int size)
{
    for (int i = 0; i < scene_size(size, 1, 20); i++)
        round_of(root, scene_size(size, 2, MOST), i % 2 == 0, i == 19);
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
