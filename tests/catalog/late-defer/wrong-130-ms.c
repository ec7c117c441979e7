/* expect: cut-short — a booking has 130 ms: they never take longer, do they */
#include "exercise.h"

static bool well_formed(const struct order *order)
{
    return order->amount > 0 && order->account[0] != '\0';
}

answer_t take_order(ctx_t *server, const struct order *order)
{
    ctx_cancel_t *cancel;
    if (!well_formed(order))
        return ORDER_REFUSED;
    ctx_t *ctx = ctx_with_timeout(server, CTX_MS(130), &cancel);
    answer_t answer = book(ctx, order);
    ctx_release(cancel);
    return answer;
}
