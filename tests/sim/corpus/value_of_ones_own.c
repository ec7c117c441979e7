/* The same, and the task keeps it: a value is no step then, and no order is a wrong one.
 * expect: outcomes=1 runs=12
 */
#include "../corpus.h"

static char ann[] = "ann";
static ctx_t *borrowed;

static void ask(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    outcome(ctx_value(borrowed, ctx_text_key("user")) == ann);
}

void scene_main(ctx_t *root, int size)
{
    ctx_cancel_t *cancel = NULL;
    ctx_t *value = ctx_with_value(root, ctx_text_key("user"), ann);
    (void)size;
    borrowed = ctx_with_cancel(value, &cancel);
    ctx_drop(value);
    task_t task = task_go(borrowed, ask, NULL);
    task_yield();
    ctx_release(cancel);
    task_join(task);
    scene_mark("idle");
}
