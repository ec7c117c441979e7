/* expect: lost-cancel lingering-timer — cleans up for an empty account only */
#include "exercise.h"

static bool well_formed(const struct order *order)
{
    return order->amount > 0 && order->account[0] != '\0';
}

answer_t take_order(ctx_t *server, const struct order *order)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_timeout(server, CTX_MS(200), &cancel);
    if (!well_formed(order))
    {
        if (order->amount > 0)
            ctx_release(cancel);
        return ORDER_REFUSED;
    }
    answer_t answer = book(ctx, order);
    ctx_release(cancel);
    return answer;
}
