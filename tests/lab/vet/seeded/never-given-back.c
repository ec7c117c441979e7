/* Seeded: each line that ends in a comment with a habit's name is one, every other is none. */
#include "ctx.h"
#include "ctx_task.h"

#define DETACH(c) ctx_without_cancel(c)
CTX_KEY(user_key);
static char ann[] = "ann";
static int only_looks(ctx_t *ctx) { return ctx_err(ctx) == CTX_OK ? 1 : 2; }
static void run(ctx_t *ctx, void *arg) { (void)ctx, (void)arg; }
static void looks(ctx_t *ctx) { (void)ctx_err(ctx); }

void cancelled_only(ctx_t *ctx);
void cancelled_only(ctx_t *ctx)
{
    ctx_cancel_t *cancel = NULL;
    (void)task_go(ctx_with_cancel(ctx, &cancel), run, NULL);
    ctx_cancel(cancel); /* never-given-back */
}
void with_a_cause(ctx_t *ctx, int n);
void with_a_cause(ctx_t *ctx, int n)
{
    ctx_cancel_t *first = NULL, *second = NULL;
    ctx_t *below = ctx_with_timeout(ctx_with_cancel(ctx, &first), CTX_S(n), &second);
    looks(below);
    ctx_cancel_cause(second, &ctx_error_canceled); /* never-given-back */
    ctx_release(first);
}
void moved_to_nobody(ctx_t *ctx);
void moved_to_nobody(ctx_t *ctx)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    looks(ctx_with_cancel(ctx, &cancel));
    (void)ctx_move(&cancel); /* never-given-back */
}
void by_a_second(ctx_t *ctx);
void by_a_second(ctx_t *ctx)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    child = ctx_with_timeout(child, CTX_MS(5), &cancel); /* never-given-back */
    looks(child);
}
void value_in_a_variable(ctx_t *ctx);
void value_in_a_variable(ctx_t *ctx)
{
    ctx_t *named = ctx_with_value(ctx, user_key, ann); /* never-given-back */
    looks(named);
    (void)ctx_value(named, user_key);
}
void detached_in_a_call(ctx_t *ctx);
void detached_in_a_call(ctx_t *ctx)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)task_go(ctx_without_cancel(ctx), run, NULL); /* never-given-back */
    (void)ctx_with_timeout(DETACH(ctx), CTX_S(2), &cancel); /* never-given-back */
}
void kept_once_more(ctx_t *ctx);
void kept_once_more(ctx_t *ctx)
{
    ctx_t *same = ctx_keep(ctx); /* never-given-back */
    (void)task_sleep_ctx(same, CTX_MS(1));
}
int seen(ctx_t *ctx);
int seen(ctx_t *ctx) { return only_looks(ctx); }
void one_each_round(ctx_t *ctx, int rounds);
void one_each_round(ctx_t *ctx, int rounds)
{
    ctx_cancel_t *cancel = NULL;
    for (int i = 0; i < rounds; i++) {
        ctx_t *child = ctx_with_timeout(ctx, CTX_MS(5), &cancel); /* never-given-back */
        (void)task_sleep_ctx(child, CTX_MS(1));
    }
    ctx_release(cancel);
}
