/* Seeded: each line that ends in a comment with a habit's name is one, every other is none. */
#include "ctx.h"
#include "ctx_task.h"

typedef ctx_t *context;
#define ROOT ctx_background()
#define FRESH(c) ctx_with_cancel(ctx_todo(), (c))

static ctx_t *root(void) { return ctx_background(); }
static context bounded(ctx_cancel_t **cancel)
{
    ctx_t *base = ctx_background();
    return ctx_with_timeout(base, CTX_S(3), cancel);
}
static void work(ctx_t *ctx, void *arg) { (void)ctx, (void)arg; }

void plainly(ctx_t *ctx);
void plainly(ctx_t *ctx)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *mine = ctx_with_timeout(ctx_background(), CTX_S(1), &cancel); /* rerooted */
    (void)ctx_err(mine), (void)ctx;
}

void over_lines(int id, context request);
void over_lines(int id, context request)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx_with_timeout(
        ctx_todo(), /* rerooted */
        CTX_S(id), &cancel);
    (void)request;
}

void by_macros(ctx_t *ctx);
void by_macros(ctx_t *ctx)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *other = NULL;
    (void)ctx_with_cancel(ROOT, &cancel); /* rerooted */
    (void)FRESH(&other); /* rerooted */
    (void)ctx;
}

void by_a_helper(ctx_t *ctx);
void by_a_helper(ctx_t *ctx)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)task_go(root(), work, NULL); /* rerooted */
    (void)task_go(bounded(&cancel), work, NULL); /* rerooted */
    (void)ctx;
}

void later(ctx_t *ctx, void *arg);
void later(ctx_t *ctx, void *arg)
{
    for (int i = 0; i < 3; i++) {
        ctx_t *use = i == 0 ? ctx : ctx_background(); /* rerooted */
        (void)ctx_err(use);
    }
    (void)arg;
}
