/* expect: pass — the booking is a function of its own */
#include "exercise.h"

static answer_t book_within(ctx_t *server, const struct order *order, ctx_ns_t length)
{
    ctx_cancel_t *cancel;
    answer_t answer = book(ctx_with_deadline(server, ctx_after(ctx_now(), length), &cancel), order);
    ctx_release(cancel);
    return answer;
}

answer_t take_order(ctx_t *server, const struct order *order)
{
    bool good = order->amount > 0 && *order->account;
    return good ? book_within(server, order, CTX_MS(200)) : ORDER_REFUSED;
}
