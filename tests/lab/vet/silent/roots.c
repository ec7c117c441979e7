/* Roots where there is nothing above, and where there may be nothing. */
#include "ctx.h"
#include "ctx_task.h"

static void serve(ctx_t *ctx, void *arg) { (void)ctx, (void)arg; }
static void background_work(void) { task_join(task_go(ctx_background(), serve, NULL)); }

void optional(ctx_t *ctx);
void optional(ctx_t *ctx)
{
    ctx_t *use = ctx != NULL ? ctx : ctx_background();
    ctx_t *same = ctx ? ctx : ctx_todo();
    if (ctx == NULL)
        ctx = ctx_background();
    if (!use)
        use = ctx_background();
    (void)ctx_err(use), (void)ctx_err(same), (void)ctx_err(ctx);
}
bool at_the_top(ctx_t *ctx);
bool at_the_top(ctx_t *ctx) { return ctx == ctx_background() || ctx_todo() == ctx; }

int main(int argc, char **argv)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    background_work();
    optional(ctx);
    return argc > 9 || argv == NULL || at_the_top(ctx);
}
