/* expect: pass — one way out */
#include "exercise.h"

answer_t take_order(ctx_t *server, const struct order *order)
{
    ctx_cancel_t *cancel = NULL;
    answer_t answer = ORDER_REFUSED;
    if (order->amount <= 0 || order->account[0] == '\0')
        goto out;
    answer = book(ctx_with_timeout(server, CTX_MS(200), &cancel), order);
out:
    if (cancel != NULL)
        ctx_release(cancel);
    return answer;
}
