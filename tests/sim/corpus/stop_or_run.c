/* Stopped in time, or it runs.
 *
 * expect: outcomes=2
 */
#include "corpus.h"

static atomic_int ran;
static ctx_cancel_t *cancel;

static void after(void *arg)
{
    (void)arg;
    atomic_store(&ran, 1);
}

static void ender(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    ctx_cancel(cancel);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    ctx_t *ctx = ctx_with_cancel(root, &cancel);
    ctx_stop_t *stop = ctx_after_func(ctx, after, NULL);
    task_t task = task_go(ctx_background(), ender, NULL);
    bool prevented = ctx_stop(stop);
    task_join(task);
    scene_settle();
    if (prevented == atomic_load(&ran))
        scene_fail("wrong-result", "prevented and run, or neither");
    outcome(prevented);
    ctx_stop_drop(stop);
    ctx_release(cancel);
}
