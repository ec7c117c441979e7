/* expect: over-budget — no context at all: the bank is believed */
#include "exercise.h"

static bool well_formed(const struct order *order)
{
    return order->amount > 0 && order->account[0] != '\0';
}

answer_t take_order(ctx_t *server, const struct order *order)
{
    if (!well_formed(order))
        return ORDER_REFUSED;
    answer_t answer = book(server, order);
    return answer;
}
