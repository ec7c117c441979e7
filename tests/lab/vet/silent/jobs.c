/* The handle in the struct, not the context; a struct on the stack may carry one to a call that ends before it. */
#include <stdlib.h>

#include "ctx.h"
#include "ctx_task.h"

struct job { ctx_cancel_t *cancel; int number; };
struct call { ctx_t *ctx; int number; };
static int make(struct call c) { return ctx_err(c.ctx) == CTX_OK ? c.number : 0; }

static void work(ctx_t *ctx, void *arg)
{
    struct job *job = arg;
    ctx_auto ctx_cancel_t *cancel = job->cancel;
    (void)ctx_err(ctx);
}

task_t start(ctx_t *ctx, int number);
task_t start(ctx_t *ctx, int number)
{
    struct job *job = malloc(sizeof *job);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *mine = ctx_with_cancel(ctx, &cancel);
    *job = (struct job){ctx_move(&cancel), number};
    return task_go_owned(mine, work, job, free);
}

int both(ctx_t *ctx);
int both(ctx_t *ctx)
{
    struct call a = {ctx, 1}, b = {.ctx = ctx, .number = 2};
    struct call c;
    c.ctx = ctx;
    c.number = 3;
    return make(a) + make(b) + make(c) + make((struct call){ctx, 4});
}
