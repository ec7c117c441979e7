/* expect: wrong-result missing-work — a page without orders is a page, too */
#include "exercise.h"

static ctx_err_t count_orders(ctx_t *ctx, int user, int *orders)
{
    struct store_answer answer;
    ctx_err_t err = store_query(ctx, user, &answer);
    if (err == CTX_OK)
        *orders = answer.rows;
    return CTX_OK;
}

ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page)
{
    if (ctx_err(ctx) != CTX_OK)
        return ctx_err(ctx);
    page->user = user;
    return count_orders(ctx, user, &page->orders);
}
