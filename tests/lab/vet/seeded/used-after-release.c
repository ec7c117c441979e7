/* Seeded: each line that ends in a comment with a habit's name is one, every other is none. */
#include "ctx.h"
#include "ctx_task.h"

void end(ctx_cancel_t *cancel);
void end(ctx_cancel_t *cancel)
{
    ctx_release(cancel);
    ctx_cancel(cancel); /* used-after-release */
}
ctx_err_t how_it_ended(ctx_cancel_t *cancel);
ctx_err_t how_it_ended(ctx_cancel_t *cancel)
{
    ctx_release(cancel);
    return ctx_err(ctx_of_cancel(cancel)); /* used-after-release */
}
void late_reason(ctx_t *ctx, const ctx_error_t *why);
void late_reason(ctx_t *ctx, const ctx_error_t *why)
{
    ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    if (ctx_err(child) == CTX_OK) {
        ctx_release(cancel);
        if (why != NULL)
            task_yield();
        ctx_cancel_cause(cancel, why); /* used-after-release */
    }
}
ctx_cancel_t *a_second_one(ctx_cancel_t *cancel);
ctx_cancel_t *a_second_one(ctx_cancel_t *cancel)
{
    ctx_release(cancel);
    return ctx_cancel_dup(cancel); /* used-after-release */
}
ctx_err_t its_context(ctx_t *ctx);
ctx_err_t its_context(ctx_t *ctx)
{
    ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    task_yield();
    ctx_release(cancel);
    return ctx_err(child); /* used-after-release */
}
ctx_t *of_a_scope(ctx_t *ctx);
ctx_t *of_a_scope(ctx_t *ctx)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_timeout(ctx, CTX_MS(5), &cancel);
    return child; /* used-after-release */
}
ctx_t *of_a_scope_at_once(ctx_t *ctx);
ctx_t *of_a_scope_at_once(ctx_t *ctx)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    return ctx_with_cancel(ctx, &cancel); /* used-after-release */
}
