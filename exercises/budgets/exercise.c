/* Three budgets within one
 *
 * A request may take 8 s. Its steps have budgets of their own: 2 s to log in, 5 s for the database, 3 s for the partner outside.
 * They are asked one after the other, and together they are more than 8 s.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"

struct step {
    const char *name;
    ctx_ns_t budget, takes;
};

static const struct step steps[] = {
    {"auth", CTX_S(2), CTX_MS(1500)}, {"database", CTX_S(5), CTX_MS(4500)}, {"partner", CTX_S(3), CTX_S(4)}};

static ctx_err_t do_step(ctx_t *request, const struct step *step)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(request, step->budget, &cancel);
    scene_work(ctx, step->name);
    return task_sleep_ctx(ctx, step->takes);
}

static void request(ctx_t *ctx, void *arg)
{
    for (int i = 0; i < 3 && do_step(ctx, &steps[i]) == CTX_OK; i++)
        ;
    scene_note(ctx_err_text(ctx_err(ctx)));
    wait_group_done(arg);
}

static void handle(ctx_t *root, int n)
{
    wait_group_t all = {0};
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(root, CTX_S(8), &cancel);
    wait_group_add(&all, n);
    for (int i = 0; i < n; i++)
        task_go(ctx, request, &all);
    task_sleep(CTX_S(1));
    scene_mark("auth");
    task_sleep(CTX_S(2));
    scene_mark("database");
    task_sleep(CTX_S(4));
    scene_mark("partner");
    wait_group_wait(&all);
    scene_mark("ended");
}

void scene_main(ctx_t *root, int size)
{
    handle(root, size);
    scene_rest(CTX_S(1));
    scene_mark("over");
}
