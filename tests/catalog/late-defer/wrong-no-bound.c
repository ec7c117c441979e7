/* expect: over-budget — no limit at all */
#include "exercise.h"

static bool well_formed(const struct order *order)
{
    return order->amount > 0 && order->account[0] != '\0';
}

answer_t take_order(ctx_t *server, const struct order *order)
{
    if (!well_formed(order))
        return ORDER_REFUSED;
    return book(server, order);
}
