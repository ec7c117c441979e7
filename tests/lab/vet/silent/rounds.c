/* Handles that outlive a round or a scope, and contexts that outlive their handle, for a reason. */
#include <ctx.h>
#include <ctx_task.h>

void given_back_each_round(ctx_t *ctx, int rounds);
void given_back_each_round(ctx_t *ctx, int rounds)
{
    ctx_cancel_t *cancel = NULL;
    for (int i = 0; i < rounds; i++) {
        (void)task_sleep_ctx(ctx_with_timeout(ctx, CTX_MS(5), &cancel), CTX_MS(1));
        ctx_release(cancel);
    }
}
ctx_cancel_t *the_first_that_lives(ctx_t *ctx, int rounds);
ctx_cancel_t *the_first_that_lives(ctx_t *ctx, int rounds)
{
    ctx_cancel_t *cancel = NULL;
    for (int i = 0; i < rounds; i++) {
        (void)ctx_with_cancel(ctx, &cancel);
        if (ctx_err(ctx_of_cancel(cancel)) == CTX_OK)
            break;
        ctx_release(cancel);
    }
    return cancel;
}
ctx_t *moved_out(ctx_t *ctx, ctx_cancel_t **out);
ctx_t *moved_out(ctx_t *ctx, ctx_cancel_t **out)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    *out = ctx_move(&cancel);
    return child;
}
ctx_err_t kept_longer(ctx_t *ctx);
ctx_err_t kept_longer(ctx_t *ctx)
{
    ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    ctx_kept ctx_t *mine = ctx_keep(child);
    ctx_release(cancel);
    return ctx_err(mine);
}
ctx_err_t made_again(ctx_t *ctx);
ctx_err_t made_again(ctx_t *ctx)
{
    ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    ctx_release(cancel);
    child = ctx_with_cancel(ctx, &cancel);
    ctx_err_t err = ctx_err(child);
    ctx_release(cancel);
    return err;
}
