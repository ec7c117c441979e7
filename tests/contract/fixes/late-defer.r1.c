/* expect: pass — from the catalog page */
/* The flood of bad orders
 *
 * A payment gateway refuses malformed orders at once, before anything is booked. Yet a flood of them, which should cost next
 * to nothing, makes the gateway slow, and the profiler finds it busy among thousands of timers.
 *
 * Make: an order that was answered leaves nothing behind, and no booking takes longer than 200 ms.
 */
#include "exercise.h"

static bool well_formed(const struct order *order)
{
    return order->amount > 0 && order->account[0] != '\0';
}

answer_t take_order(ctx_t *server, const struct order *order)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_timeout(server, CTX_MS(200), &cancel);
    answer_t answer = well_formed(order) ? book(ctx, order) : ORDER_REFUSED;
    ctx_release(cancel);
    return answer;
}
