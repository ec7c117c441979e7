/* expect: pass — an instant instead of a length, refused by a macro */
#include "exercise.h"

#define REFUSE_UNLESS(good) \
    do {                    \
        if (!(good))        \
            return ORDER_REFUSED; \
    } while (0)

answer_t take_order(ctx_t *server, const struct order *order)
{
    REFUSE_UNLESS(order->account[0] != '\0');
    REFUSE_UNLESS(order->amount > 0);
    ctx_auto ctx_cancel_t *cancel = NULL;
    return book(ctx_with_deadline(server, ctx_after(ctx_now(), CTX_MS(200)), &cancel), order);
}
