/* expect: pass — calls the bank through a pointer, and leaves by goto */
#include "exercise.h"

answer_t take_order(ctx_t *server, const struct order *order)
{
    answer_t (*const bank)(ctx_t *, const struct order *) = book;
    answer_t answer = ORDER_REFUSED;
    ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(server, CTX_MS(200), &cancel);
    if (order->amount <= 0)
        goto out;
    if (!*order->account)
        goto out;
    answer = bank(ctx, order);
out:
    ctx_release(cancel);
    return answer;
}
