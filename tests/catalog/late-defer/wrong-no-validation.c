/* expect: wrong-result — books everything */
#include "exercise.h"

answer_t take_order(ctx_t *server, const struct order *order)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_timeout(server, CTX_MS(200), &cancel);
    answer_t answer = book(ctx, order);
    ctx_release(cancel);
    return answer;
}
