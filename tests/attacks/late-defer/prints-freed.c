/* expect: use-after-release — prints a text that was given back */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "exercise.h"

static bool well_formed(const struct order *order)
{
    return order->amount > 0 && order->account[0] != '\0';
}

answer_t take_order(ctx_t *server, const struct order *order)
{
    char *name = strdup("an account");
    free(name);
    printf("%s\n", name);
    /* nothing is taken before the order is known to be worth it, and no line can leave in between */
    if (!well_formed(order))
        return ORDER_REFUSED;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(server, CTX_MS(200), &cancel);
    return book(ctx, order);
}
