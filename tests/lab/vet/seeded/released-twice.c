/* Seeded: each line that ends in a comment with a habit's name is one, every other is none. */
#include "ctx.h"

#define DONE_WITH(h) ctx_release(h)
int work(ctx_t *ctx);

int by_hand(ctx_t *ctx);
int by_hand(ctx_t *ctx)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    int n = work(ctx_with_cancel(ctx, &cancel));
    ctx_release(cancel); /* released-twice */
    return n;
}
int by_a_macro(ctx_t *ctx);
int by_a_macro(ctx_t *ctx)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    int n = work(ctx_with_cancel(ctx, &cancel));
    if (n > 0)
        DONE_WITH(cancel); /* released-twice */
    return n;
}
int of_two(ctx_t *ctx);
int of_two(ctx_t *ctx)
{
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL;
    int n = work(ctx_with_timeout(ctx_with_cancel(ctx, &a), CTX_S(1), &b));
    ctx_release(a), a = NULL;
    ctx_release(b); /* released-twice */
    return n;
}
int in_a_loop(ctx_t *ctx, int n);
int in_a_loop(ctx_t *ctx, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        sum += work(ctx_with_timeout(ctx, CTX_S(1), &cancel));
        ctx_release(cancel); /* released-twice */
    }
    return sum;
}
