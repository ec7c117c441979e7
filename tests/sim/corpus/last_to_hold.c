/* A task ends, and with it the last reference to its context; another borrowed that and asks it: in one order too late. What
 * the task did before its end has nothing to do with the other.
 *
 * expect: finding=use-after-release switches=1
 */
#include "../corpus.h"

static void holds(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_yield();
}

static void asks(ctx_t *ctx, void *arg)
{
    (void)ctx;
    outcome(ctx_err(arg));
}

void scene_main(ctx_t *root, int size)
{
    ctx_cancel_t *cancel = NULL;
    ctx_t *borrowed = ctx_with_cancel(root, &cancel);
    (void)size;
    task_t asker = task_go(ctx_background(), asks, borrowed), holder = task_go(borrowed, holds, NULL);
    ctx_release(cancel); /* from here on the holder alone has it */
    task_join(asker);
    task_join(holder);
}
