/* The cancel is an object of its own
 *
 * Deriving gives two things: a context to hand on, and a handle that may end it. Who holds the handle, how often may it be
 * used, and what is left when it is given back?
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"
static void worker(ctx_t *ctx, void *arg)
{
    (void)arg;
    (void)chan_recv(ctx_done(ctx), NULL);
    scene_count("times the worker was told", 1);
}

/* Three ways out of a function that derives a context for itself. */
static void leaves(ctx_t *ctx, int way)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *own = ctx_with_cancel(ctx, &cancel);
    if (way == 0)
        return;
    if (way == 1)
        ctx_panic("something broke");
    scene_work(own, "done");
}

static void leaves_by_panic(void *ctx) { leaves(ctx, 1); }

static void owner(ctx_t *ctx, void *arg)
{
    ctx_auto ctx_cancel_t *cancel = arg;
    (void)ctx, (void)cancel;
    task_sleep(CTX_MS(10));
}

void scene_main(ctx_t *root, int size)
{
    (void)size;
    ctx_cancel_t *first, *second, *third;
    scene_mark("start");
    ctx_t *ctx = ctx_with_cancel(root, &first);
    task_go(ctx, worker, NULL);
    scene_settle();
    scene_mark("a worker");
    ctx_cancel(first);
    ctx_cancel(first);
    ctx_cancel(first);
    scene_settle();
    scene_mark("three times");
    ctx_release(first);
    scene_mark("given back");
    ctx_kept ctx_t *shared = ctx_keep(ctx_with_cancel(root, &second));
    third = ctx_cancel_dup(second);
    scene_mark("two holders");
    ctx_release(second);
    scene_count("ended", ctx_err(shared) != CTX_OK);
    scene_mark("one gave back");
    ctx_release(third);
    scene_mark("both gave back");
    leaves(root, 0);
    scene_count("panics", task_try(leaves_by_panic, root) != NULL);
    leaves(root, 2);
    scene_mark("three ways out");
    ctx_auto ctx_cancel_t *mine = NULL;
    ctx_t *job = ctx_with_cancel(root, &mine);
    task_t task = task_go(job, owner, ctx_move(&mine));
    scene_count("handles left in this scope", mine != NULL);
    scene_mark("moved");
    task_join(task);
    scene_mark("end");
}
