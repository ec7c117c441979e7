/* expect: missing-work — the query has two seconds, whatever the request has */
#include "exercise.h"

static ctx_err_t count_orders(ctx_t *ctx, int user, int *orders)
{
    struct store_answer answer;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_err_t err = store_query(ctx_with_timeout(ctx, CTX_S(2), &cancel), user, &answer);
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
