/* expect: rejected — makes a call site that looks like the scenario's */
#include "exercise.h"

static ctx_site_t fake = {"scenario.c", "scene_main", 1, 2, 0};


static bool well_formed(const struct order *order)
{
    return order->amount > 0 && order->account[0] != '\0';
}

answer_t take_order(ctx_t *server, const struct order *order)
{
    (void)ctx_err_at(&fake, server);
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_timeout(server, CTX_MS(200), &cancel);
    if (!well_formed(order))
        return ORDER_REFUSED;
    answer_t answer = book(ctx, order);
    ctx_release(cancel);
    return answer;
}
