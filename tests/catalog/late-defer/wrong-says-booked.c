/* expect: cut-short wrong-result — says booked, and books nothing */
#include "exercise.h"

answer_t take_order(ctx_t *server, const struct order *order)
{
    (void)server;
    return order->amount > 0 && *order->account ? ORDER_BOOKED : ORDER_REFUSED;
}
