/* expect: pass — which answer is looked up in a constant table of functions */
#include "exercise.h"

typedef answer_t answering_t(ctx_t *server, const struct order *order);

static answer_t refuse(ctx_t *server, const struct order *order)
{
    (void)server, (void)order;
    return ORDER_REFUSED;
}

static answer_t take(ctx_t *server, const struct order *order)
{
    ctx_cancel_t *cancel;
    answer_t answer = book(ctx_with_timeout(server, CTX_MS(200), &cancel), order);
    ctx_release(cancel);
    return answer;
}

answer_t take_order(ctx_t *server, const struct order *order)
{
    static answering_t *const how[2] = {[false] = refuse, [true] = take};
    return how[order->amount > 0 && order->account[0] != '\0'](server, order);
}
