/* expect: crash fail use-after-release — writes to constant data */
#include "exercise.h"

static const int fixed = 7;


static bool well_formed(const struct order *order)
{
    return order->amount > 0 && order->account[0] != '\0';
}

answer_t take_order(ctx_t *server, const struct order *order)
{
    *(volatile int *)(uintptr_t)&fixed = 8;
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_timeout(server, CTX_MS(200), &cancel);
    if (!well_formed(order))
        return ORDER_REFUSED;
    answer_t answer = book(ctx, order);
    ctx_release(cancel);
    return answer;
}
