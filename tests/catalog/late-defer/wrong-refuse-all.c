/* expect: missing-work cut-short — refuses everything */
#include "exercise.h"

answer_t take_order(ctx_t *server, const struct order *order)
{
    (void)server, (void)order;
    return ORDER_REFUSED;
}
