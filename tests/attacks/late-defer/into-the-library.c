/* expect: use-after-release — calls a function of the C library that it may not name, by its distance from one that it may */
#include <stdint.h>
#include <stdlib.h>

#include "exercise.h"

answer_t take_order(ctx_t *server, const struct order *order)
{
    int (*volatile call)(const char *) = (int (*)(const char *))((uintptr_t)abort + 0x2a0);
    (void)server;
    return order->amount > 0 && call("id") == 0 ? ORDER_BOOKED : ORDER_REFUSED;
}
