/* Handles and contexts that are given back, in ways that are not the usual one. */
#include <stdlib.h>

#include "ctx.h"
#include "ctx_task.h"

typedef struct session { ctx_cancel_t *cancel; ctx_t *named; } session_t;
CTX_KEY(user_key);
static char ann[] = "ann";
int work(ctx_t *ctx);
void take_over(ctx_cancel_t *cancel);
void take_context(ctx_t *ctx);
static void end(ctx_cancel_t *cancel) { ctx_release(cancel); }
static void end_context(ctx_t *ctx) { ctx_drop(ctx); }
static void end_any(void *arg) { ctx_drop(arg); }
static void run(ctx_t *ctx, void *arg) { (void)ctx, end(arg); }

void by_helper(ctx_t *ctx);
void by_helper(ctx_t *ctx)
{
    ctx_cancel_t *cancel = NULL;
    (void)work(ctx_with_cancel(ctx, &cancel));
    ctx_cancel(cancel);
    end(cancel);
}
void by_a_task(ctx_t *ctx);
void by_a_task(ctx_t *ctx)
{
    ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    ctx_cancel(cancel);
    (void)task_go(child, run, cancel);
}
void by_another_file(ctx_t *ctx);
void by_another_file(ctx_t *ctx)
{
    ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(ctx, &cancel);
    ctx_cancel(cancel);
    take_over(cancel);
    take_context(ctx_without_cancel(ctx));
}
ctx_cancel_t *to_the_caller(ctx_t *ctx);
ctx_cancel_t *to_the_caller(ctx_t *ctx)
{
    ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(ctx, &cancel);
    ctx_cancel(cancel);
    return cancel;
}
void in_a_struct(ctx_t *ctx, session_t *s);
void in_a_struct(ctx_t *ctx, session_t *s)
{
    ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(ctx, &cancel);
    s->cancel = cancel;
    ctx_cancel(s->cancel);
    s->named = ctx_with_value(ctx, user_key, ann);
}
void early(ctx_t *ctx, int n);
void early(ctx_t *ctx, int n)
{
    ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    if (n == 0) {
        ctx_release(cancel);
        return;
    }
    (void)work(child);
    ctx_cancel(cancel);
    ctx_release(cancel);
}
void again(ctx_t *ctx);
void again(ctx_t *ctx)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)work(ctx_with_cancel(ctx, &cancel));
    ctx_release(cancel);
    (void)work(ctx_with_timeout(ctx, CTX_S(1), &cancel)); /* the scope releases this one */
}
void emptied(ctx_t *ctx);
void emptied(ctx_t *ctx)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)work(ctx_with_cancel(ctx, &cancel));
    ctx_release(cancel);
    cancel = NULL;
}
void moved(ctx_t *ctx);
void moved(ctx_t *ctx)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)work(ctx_with_cancel(ctx, &cancel));
    ctx_release(ctx_move(&cancel));
}
void contexts(ctx_t *ctx);
void contexts(ctx_t *ctx)
{
    ctx_kept ctx_t *a = ctx_with_value(ctx, user_key, ann);
    ctx_t *b = ctx_without_cancel(a), *c = ctx_keep(b);
    (void)task_go_owned(ctx, run, ctx_keep(ctx), end_any);
    (void)work(c);
    ctx_drop(b);
    end_context(c);
}
ctx_t *given(ctx_t *ctx);
ctx_t *given(ctx_t *ctx)
{
    ctx_t *named = ctx_with_value(ctx, user_key, ann);
    (void)work(named);
    return named;
}
int by_choice(ctx_t *ctx, int n);
int by_choice(ctx_t *ctx, int n)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    return work(n > 0 ? ctx_with_timeout(ctx, CTX_S(n), &cancel) : ctx_with_cancel(ctx, &cancel));
}
