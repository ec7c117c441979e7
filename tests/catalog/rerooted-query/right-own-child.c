/* expect: pass — a child of its own for the query, by scope */
#include "exercise.h"

static ctx_err_t count_orders(ctx_t *ctx, int user, int *orders)
{
    struct store_answer answer;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_err_t err = store_query(ctx_with_cancel(ctx, &cancel), user, &answer);
    if (err == CTX_OK)
        *orders = answer.rows;
    return err;
}

ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page)
{
    if (ctx_err(ctx) != CTX_OK)
        return ctx_err(ctx);
    page->user = user;
    return count_orders(ctx, user, &page->orders);
}
