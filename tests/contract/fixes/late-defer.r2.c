/* expect: pass — from the catalog page */
#include "exercise.h"

answer_t take_order(ctx_t *server, const struct order *o)
{
    if (o->amount <= 0 || !o->account[0])
        return ORDER_REFUSED;
    ctx_auto ctx_cancel_t *cancel = NULL;
    return book(ctx_with_timeout(server, CTX_MS(200), &cancel), o);
}
